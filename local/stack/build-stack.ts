import type { AwsAnswer, AwsCall } from '../aws/aws-call.ts';
import {
  type AwsEndpoint,
  type AwsService,
  type EndpointOptions,
  startAwsEndpoint,
} from '../aws/aws-endpoint.ts';
import { createDynamoDbService } from '../aws/dynamodb-service.ts';
import { createEventsService } from '../aws/event-bus.ts';
import { createForwarder } from '../aws/forward.ts';
import { createS3Service } from '../aws/s3-service.ts';
import { createParameterService, createSecretsManagerService } from '../aws/secrets-services.ts';
import { createSesService } from '../aws/ses-service.ts';
import { createSnsService } from '../aws/sns-service.ts';
import { originOfMessage } from '../control/message-origin.ts';
import { type FindMissingRight, refusalOf } from '../rights/find-missing-right.ts';
import { DEFAULT_BUS } from '../template/local-model.ts';
import type { StackContext } from './stack-context.ts';

/** Which AWS services there are, once the stack is known. */
export function createServices(
  context: StackContext,
  dynamoDbPort: number,
  parameters: string | undefined,
  tableWritten: (tableName: string) => void,
): Record<string, AwsService> {
  const { model, outbox, state, queues, putEvent } = context;
  const toQueues = createForwarder(queues.port);
  const toDynamoDb = createForwarder(dynamoDbPort);
  const busNames = new Set([DEFAULT_BUS, ...model.rules.map((rule) => rule.busName)]);
  const written = (tableName: string) => {
    context.writtenTables.add(tableName);
    tableWritten(tableName);
  };
  return {
    dynamodb: createDynamoDbService(toDynamoDb, written),
    sqs: (call) => toQueues(call),
    s3: createS3Service(toQueues, model.buckets, putEvent),
    events: createEventsService(putEvent, busNames),
    ses: createSesService(outbox, originOfMessage),
    sns: createSnsService(outbox, state, originOfMessage),
    ssm: createParameterService(parameters),
    secretsmanager: createSecretsManagerService(model.secrets, state),
  };
}

interface Attached {
  readonly context: StackContext;
  readonly names: ReadonlyMap<string, string>;
  readonly findMissingRight: FindMissingRight;
}

/** The endpoint, listening before the stack is known: templates name its address. */
export async function openEndpoint(
  options: Omit<EndpointOptions, 'services' | 'answered' | 'nameOf' | 'refuse' | 'killInvocation'> & {
    /** Told of each call that a function has no right to. */
    refused(why: string): void;
  },
): Promise<{
  endpoint: AwsEndpoint;
  attach(
    context: StackContext,
    services: Record<string, AwsService>,
    findMissingRight: FindMissingRight,
  ): void;
}> {
  let attached: Attached | undefined;
  const services: Record<string, AwsService> = {};
  const endpoint = await startAwsEndpoint({
    ...options,
    services,
    nameOf: (accessKeyId) => attached?.names.get(accessKeyId) ?? 'local',
    answered: (call: AwsCall, answer: AwsAnswer) => attached?.context.meter.answered(call, answer),
    refuse(call) {
      const missing = attached?.findMissingRight(call);
      if (missing === undefined) return undefined;
      const refusal = refusalOf(call, missing);
      options.refused(refusal.message);
      return refusal;
    },
    killInvocation({ invocation }) {
      if (invocation === undefined) return;
      attached?.context.hosts.get(invocation.functionName)?.abandon(invocation.id, 'killed by a test');
    },
  });
  return {
    endpoint,
    attach(context, given, findMissingRight) {
      Object.assign(services, given);
      const names = new Map(context.model.functions.map((fn) => [fn.functionName, fn.name]));
      attached = { context, names, findMissingRight };
    },
  };
}
