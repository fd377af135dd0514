import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../../lambdas/contract/functions.ts';
import { ROUTES } from '../../../lambdas/contract/routes.ts';
import { checkWithNag, functionNamed, resourcesOf, type SynthesizedApp } from '../synthesized-app.ts';

/** Types that a stack may hold: plain CloudFormation, which the local runner interprets too. */
const PLAIN_TYPES =
  /^AWS::(ApiGatewayV2|CloudWatch|DynamoDB|Events|IAM|KMS|Lambda|Logs|S3|SNS|SQS|SecretsManager)::(?!CustomResource)/;

/** Functions, routes and streams. */
export function describeServiceStack({ data, service, findings }: SynthesizedApp): void {
  test('cdk-nag finds nothing that has no written reason', () => {
    expect(findings).toEqual([]);
  });

  test('cdk-nag would find a queue without dead letters', () => {
    const app = new App();
    new Queue(new Stack(app, 'Stack'), 'Queue', { enforceSSL: true });

    expect(checkWithNag(app)).toEqual(['AwsSolutions-SQS3 at Stack/Queue/Resource']);
  });

  test('cdk-nag would find a log without a key of its own', () => {
    const app = new App();
    new LogGroup(new Stack(app, 'Stack'), 'Log', { retention: RetentionDays.ONE_DAY });

    expect(checkWithNag(app)).toEqual(['NIST.800.53.R5-CloudWatchLogGroupEncrypted at Stack/Log/Resource']);
  });

  test('no custom resources and no helper functions are in the stacks', () => {
    const types = [data, service].flatMap((template) =>
      Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type),
    );
    expect(types.filter((type) => !PLAIN_TYPES.test(type))).toEqual([]);
  });

  describe('functions', () => {
    test('there is one for each in the contract, and no other', () => {
      service.resourceCountIs('AWS::Lambda::Function', FUNCTIONS.length);
    });

    test.each(FUNCTIONS)('%s runs Node.js 24 on arm64 with its own log', (name) => {
      expect(functionNamed(service, name)).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogGroup: { Ref: expect.any(String) } },
        Environment: { Variables: { STAGE: 'test' } },
      });
    });

    test('collect ends within the 30 seconds that fold marks count on', () => {
      expect(functionNamed(service, 'collect').Timeout).toBe(30);
    });

    test('logs end after a month', () => {
      service.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    });
  });

  describe('the API', () => {
    const routes = resourcesOf(service, 'AWS::ApiGatewayV2::Route').map(
      ([, { Properties }]) => Properties.RouteKey,
    );

    test('has every route of the contract, answers browsers’ preflights, and whatever else is asked', () => {
      const expected = ROUTES.map(({ method, path }) => `${method} ${path}`);

      expect(routes.toSorted()).toEqual([...expected, 'OPTIONS /{proxy+}', '$default'].toSorted());
    });

    test('leaves CORS to the functions, limits the rate and logs no path', () => {
      service.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() });
      service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingBurstLimit: 2000, ThrottlingRateLimit: 1000 },
        AccessLogSettings: { Format: Match.not(Match.stringLikeRegexp('context.path|rawPath|sourceIp')) },
      });
    });
  });

  describe('streams', () => {
    test.each([
      ['Events', { eventName: ['INSERT'] }],
      ['Profiles', { dynamodb: { NewImage: { signals: { S: [{ exists: true }] } } } }],
    ])(
      '%s are read in order, partial failures reported, retries bounded, failures kept in S3',
      (table, filter) => {
        service.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
          EventSourceArn: { 'Fn::ImportValue': Match.stringLikeRegexp(`${table}[0-9A-F]{8}StreamArn`) },
          FilterCriteria: { Filters: [{ Pattern: JSON.stringify(filter) }] },
          StartingPosition: 'TRIM_HORIZON',
          ParallelizationFactor: 1,
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          MaximumRetryAttempts: 100,
          DestinationConfig: {
            OnFailure: { Destination: { 'Fn::ImportValue': Match.stringLikeRegexp('Failures.*Arn') } },
          },
        });
      },
    );
  });
}
