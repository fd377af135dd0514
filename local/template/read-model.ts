import { readEventPattern } from '../aws/event-pattern.ts';
import type { FunctionDefinition } from '../functions/function-host.ts';
import { checkTemplate } from './check-template.ts';
import {
  DEFAULT_BUS,
  type LocalModel,
  type QueueModel,
  type RouteModel,
  type RuleModel,
  type ScheduleModel,
} from './local-model.ts';
import { readFunctions } from './read-functions.ts';
import { functionOf, readMappings } from './read-mappings.ts';
import { readBuckets, readQueues, readSecrets, readTables } from './read-storage.ts';
import type { Addresses } from './resource-names.ts';
import { byArn, createResourceReader, type ReadResources } from './resource-reader.ts';
import { type StackTemplate, UnknownTemplatePart } from './template.ts';

/**
 * Reads what the templates ask for.
 * @throws UnknownTemplatePart for anything that this runner does not know
 */
export function readModel(stacks: readonly StackTemplate[], addresses: Addresses): LocalModel {
  for (const stack of stacks) checkTemplate(stack);
  const read = createResourceReader(stacks, addresses);
  const functions = readFunctions(read, addresses.awsUrl);
  const tables = readTables(read);
  const queues = readQueues(read);
  const buckets = readBuckets(read);
  return {
    tables,
    queues,
    buckets,
    functions,
    secrets: readSecrets(read),
    ...readMappings(read, { functions, tables, queues, buckets }),
    rules: readRules(read, queues),
    schedules: readSchedules(read, functions),
    routes: readRoutes(read, functions),
  };
}

interface Target {
  readonly Arn: string;
}

const isEnabled = (properties: Readonly<Record<string, unknown>>) => properties.State !== 'DISABLED';

function readRules(read: ReadResources, queues: readonly QueueModel[]): RuleModel[] {
  return read('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventPattern !== undefined && isEnabled(properties))
    .map(({ name, properties }) => ({
      name,
      busName: String(properties.EventBusName ?? DEFAULT_BUS),
      matches: readEventPattern(properties.EventPattern),
      queues: (properties.Targets as Target[]).map((target) => byArn(queues, target.Arn, name)),
    }));
}

function readSchedules(read: ReadResources, functions: readonly FunctionDefinition[]): ScheduleModel[] {
  return read('AWS::Events::Rule')
    .filter(({ properties }) => properties.ScheduleExpression !== undefined && isEnabled(properties))
    .map(({ name, arn, properties }) => {
      if (properties.ScheduleExpression !== 'rate(1 minute)')
        throw new UnknownTemplatePart(`${name}: schedule ${String(properties.ScheduleExpression)}`);
      return {
        name,
        arn: arn(),
        functions: (properties.Targets as Target[]).map((target) => functionOf(functions, target.Arn, name)),
      };
    });
}

function readRoutes(read: ReadResources, functions: readonly FunctionDefinition[]): RouteModel[] {
  const integrations = new Map<string, FunctionDefinition>(
    read('AWS::ApiGatewayV2::Integration').map(({ name, properties }) => {
      if (properties.IntegrationType !== 'AWS_PROXY' || properties.PayloadFormatVersion !== '2.0') {
        throw new UnknownTemplatePart(
          `${name}: an integration that is not AWS_PROXY with payload format 2.0`,
        );
      }
      return [`integrations/${name}`, functionOf(functions, properties.IntegrationUri, name)] as const;
    }),
  );
  for (const { name, properties } of read('AWS::ApiGatewayV2::Stage')) {
    if (properties.StageName !== '$default')
      throw new UnknownTemplatePart(`${name}: a stage that is not $default`);
  }
  return read('AWS::ApiGatewayV2::Route').map(({ name, properties }) => {
    const fn = integrations.get(String(properties.Target));
    if (fn === undefined) throw new UnknownTemplatePart(`${name}: its target ${String(properties.Target)}`);
    if ((properties.AuthorizationType ?? 'NONE') !== 'NONE')
      throw new UnknownTemplatePart(`${name}: an authorizer`);
    return { routeKey: String(properties.RouteKey), fn };
  });
}
