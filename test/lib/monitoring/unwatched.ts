import type { Template } from 'aws-cdk-lib/assertions';
import { resourcesOf, type TemplateResource } from '../synthesized-app.ts';
import { type Alarm, alarmsOf, referredTo } from './alarms-of.ts';

/** What is to be watched, and by which metric of which namespace, found under which dimension. */
interface Duty {
  readonly namespace: string;
  readonly dimension: string;
  readonly metrics: readonly string[];
  /** A table's own figures leave its indexes out. */
  readonly index?: string;
}

const DEAD_LETTERS: Duty = {
  namespace: 'AWS/SQS',
  dimension: 'QueueName',
  metrics: ['ApproximateNumberOfMessagesVisible'],
};
const WORK: Duty = {
  namespace: 'AWS/SQS',
  dimension: 'QueueName',
  metrics: ['ApproximateAgeOfOldestMessage'],
};
const FUNCTION: Duty = { namespace: 'AWS/Lambda', dimension: 'FunctionName', metrics: ['Errors'] };
const BACKGROUND: Duty = { ...FUNCTION, metrics: ['Duration'] };
const STREAM_CONSUMER: Duty = { ...FUNCTION, metrics: ['IteratorAge', 'DestinationDeliveryFailures'] };
const TABLE: Duty = {
  namespace: 'AWS/DynamoDB',
  dimension: 'TableName',
  metrics: ['ReadThrottleEvents', 'WriteThrottleEvents'],
};
const API: Duty = { namespace: 'AWS/ApiGateway', dimension: 'ApiId', metrics: ['Count', 'Latency'] };
/** Counted in the API's log. */
const ANSWERS: Duty = {
  namespace: 'Maitred',
  dimension: 'api',
  metrics: ['AnswersFailed', 'RequestsThrottled'],
};

/**
 * Everything of a service's template that no alarm watches as it should: one line each.
 * @param data where the tables are
 */
export function unwatched(service: Template, data: Template): string[] {
  const alarms = alarmsOf(service);
  const missing = (duty: Duty, logicalIds: readonly string[]) =>
    logicalIds.flatMap((id) =>
      duty.metrics
        .filter((metric) => !isWatched(alarms, duty, metric, id))
        .map((metric) => `${id}: ${metric}`),
    );
  const queues = resourcesOf(service, 'AWS::SQS::Queue');
  const tables = resourcesOf(data, 'AWS::DynamoDB::Table');
  const functions = resourcesOf(service, 'AWS::Lambda::Function').map(([id]) => id);
  const apis = resourcesOf(service, 'AWS::ApiGatewayV2::Api').map(([id]) => id);
  const answering = new Set(answeringFunctions(service));
  return [
    ...missing(
      DEAD_LETTERS,
      idsOf(queues, ({ RedrivePolicy }) => RedrivePolicy === undefined).filter(
        (id) => !unreachable(queues).includes(id),
      ),
    ),
    ...missing(
      WORK,
      idsOf(queues, ({ RedrivePolicy }) => RedrivePolicy !== undefined),
    ),
    ...missing(FUNCTION, functions),
    ...missing(
      BACKGROUND,
      functions.filter((id) => !answering.has(id)),
    ),
    ...missing(STREAM_CONSUMER, streamConsumers(service)),
    ...[API, ANSWERS].flatMap((duty) => missing(duty, apis)),
    ...missing(
      TABLE,
      tables.map(([id]) => id),
    ),
    ...tables.flatMap(([id, { Properties }]) =>
      indexesOf(Properties).flatMap((index) =>
        missing({ ...TABLE, index }, [id]).map((line) => `${line} of ${index}`),
      ),
    ),
  ];
}

const indexesOf = ({ GlobalSecondaryIndexes = [] }: TemplateResource['Properties']) =>
  (GlobalSecondaryIndexes as readonly { readonly IndexName: string }[]).map(({ IndexName }) => IndexName);

/** Dead letters of a queue that drops a message before it was received too often. */
function unreachable(queues: readonly [string, TemplateResource][]): string[] {
  return queues.flatMap(([, { Properties }]) => {
    const { RedrivePolicy, MessageRetentionPeriod, VisibilityTimeout } = (Properties ??
      {}) as QueueProperties;
    if (RedrivePolicy === undefined) return [];
    const needed = (RedrivePolicy.maxReceiveCount - 1) * (VisibilityTimeout ?? 30);
    return (MessageRetentionPeriod ?? DAYS_BY_DEFAULT) < needed
      ? [referredTo(RedrivePolicy.deadLetterTargetArn)]
      : [];
  });
}

interface QueueProperties {
  readonly RedrivePolicy?: { readonly maxReceiveCount: number; readonly deadLetterTargetArn: unknown };
  readonly MessageRetentionPeriod?: number;
  readonly VisibilityTimeout?: number;
}

/** Four, in seconds. */
const DAYS_BY_DEFAULT = 4 * 86_400;

function isWatched(alarms: readonly Alarm[], duty: Duty, metric: string, logicalId: string): boolean {
  return alarms.some(({ metrics }) =>
    metrics.some(
      ({ namespace, name, dimensions }) =>
        namespace === duty.namespace &&
        name === metric &&
        dimensions.GlobalSecondaryIndexName === duty.index &&
        names(dimensions[duty.dimension], logicalId),
    ),
  );
}

/** Tables are in the other stack: `MaitredData-test:ExportsOutputRefEvents…`. */
function names(value: unknown, logicalId: string): boolean {
  const imported = (value as { readonly 'Fn::ImportValue'?: string } | undefined)?.['Fn::ImportValue'];
  return imported === undefined
    ? referredTo(value) === logicalId
    : imported.includes(`:ExportsOutputRef${logicalId}`);
}

function idsOf(
  resources: readonly [string, TemplateResource][],
  isMeant: (properties: Partial<TemplateResource['Properties']>) => boolean,
): string[] {
  return resources.filter(([, { Properties }]) => isMeant(Properties ?? {})).map(([id]) => id);
}

function streamConsumers(service: Template): string[] {
  return resourcesOf(service, 'AWS::Lambda::EventSourceMapping')
    .filter(([, { Properties }]) => Properties.StartingPosition !== undefined)
    .map(([, { Properties }]) => referredTo(Properties.FunctionName));
}

function answeringFunctions(service: Template): string[] {
  return resourcesOf(service, 'AWS::ApiGatewayV2::Integration').map(([, { Properties }]) =>
    referredTo(Properties.IntegrationUri),
  );
}
