import { Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type HttpFunction, ROUTES } from '../../lambdas/contract/routes.ts';
import { acknowledge, OF_LOGS } from './acknowledged.ts';
import type { MaitredFunction } from './maitred-function.ts';

/** How many requests the API lets in: what a flood may cost. Above it API Gateway answers 429. */
export interface Throttle {
  readonly requestsPerSecond: number;
  /** How many more may come at once. */
  readonly burstRequests: number;
}

export interface EntranceProps {
  readonly functions: Readonly<Record<HttpFunction, MaitredFunction>>;
  readonly throttle: Throttle;
}

/** No path and no address: paths hold guests' identifiers. */
const ACCESS_LOG_FORMAT = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    apiId: '$context.apiId',
    at: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    responseBytes: '$context.responseLength',
    latencyMilliseconds: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/**
 * The HTTP API with every route of lambdas/contract/routes.ts, and one for whatever else is asked. It leaves keys, limits, CORS
 * and problem bodies to the functions, which see the body; its own CORS settings would override theirs.
 */
export class Entrance extends Construct {
  /** `https://…`, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: EntranceProps) {
    super(scope, id);
    const api = this.createApi();
    this.addRoutes(api, props.functions);
    this.addDefault(api, props.functions['not-found']);
    this.createStage(api, props.throttle);
    this.url = api.apiEndpoint;
  }

  private createApi(): HttpApi {
    const api = new HttpApi(this, 'HttpApi', {
      description: 'Maitred: collect, read, act',
      createDefaultStage: false,
    });
    Validations.of(api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Segment’s SDKs send the key as Basic user name or in the body, which no authorizer sees; each function checks it, but for unsubscribe links, which are signed, the OpenAPI document, and what is not there.',
    });
    return api;
  }

  private addRoutes(api: HttpApi, functions: EntranceProps['functions']): void {
    const integrations = new Map<HttpFunction, HttpLambdaIntegration>();
    for (const name of Object.keys(functions) as HttpFunction[]) {
      // One permission a function: one a route would outgrow a function's policy.
      integrations.set(
        name,
        new HttpLambdaIntegration(`${name}-integration`, functions[name], { scopePermissionToRoute: false }),
      );
    }
    const preflight = { method: 'OPTIONS', path: '/{proxy+}', function: 'collect' } as const;
    for (const route of [...ROUTES, preflight]) {
      const integration = integrations.get(route.function);
      if (!integration) throw new Error(`route ${route.method} ${route.path}: no function ${route.function}`);
      api.addRoutes({ path: route.path, methods: [HttpMethod[route.method]], integration });
    }
  }

  /** Its permission is for its route: the one for all of the API's others ends in a path, and this route has none. */
  private addDefault(api: HttpApi, notFound: MaitredFunction): void {
    const integration = new HttpLambdaIntegration('not-found-integration', notFound);
    new HttpRoute(api, 'Unknown', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration });
  }

  private createStage(api: HttpApi, { requestsPerSecond, burstRequests }: Throttle): void {
    const accessLog = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH });
    acknowledge(accessLog, OF_LOGS);
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: burstRequests },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: ACCESS_LOG_FORMAT,
      },
    });
  }
}
