import { readEventPattern } from '../aws/event-pattern.ts';
import type { FunctionDefinition } from '../functions/function-host.ts';
import type {
  BucketModel,
  QueueMappingModel,
  QueueModel,
  StreamMappingModel,
  TableModel,
} from './local-model.ts';
import { byArn, type ReadResources, type ResolvedResource } from './resource-reader.ts';
import { UnknownTemplatePart } from './template.ts';

export interface MappingSources {
  readonly functions: readonly FunctionDefinition[];
  readonly tables: readonly TableModel[];
  readonly queues: readonly QueueModel[];
  readonly buckets: readonly BucketModel[];
}

/** Event source mappings: of tables' streams and of queues. */
export function readMappings(
  read: ReadResources,
  sources: MappingSources,
): { streamMappings: StreamMappingModel[]; queueMappings: QueueMappingModel[] } {
  const streamMappings: StreamMappingModel[] = [];
  const queueMappings: QueueMappingModel[] = [];
  for (const resource of read('AWS::Lambda::EventSourceMapping')) {
    if (resource.properties.Enabled === false) continue;
    const arn = String(resource.properties.EventSourceArn);
    const fn = functionOf(sources.functions, resource.properties.FunctionName, resource.logicalId);
    if (arn.includes(':sqs:'))
      queueMappings.push(readQueueMapping(resource, fn, byArn(sources.queues, arn, resource.logicalId)));
    else if (arn.includes('/stream/')) streamMappings.push(readStreamMapping(resource, fn, sources));
    else throw new UnknownTemplatePart(`${resource.logicalId}: an event source ${arn}`);
  }
  return { streamMappings, queueMappings };
}

/** A function by its name or ARN. */
export function functionOf(
  functions: readonly FunctionDefinition[],
  nameOrArn: unknown,
  who: string,
): FunctionDefinition {
  const found = functions.find((one) => one.functionName === nameOrArn || one.arn === nameOrArn);
  if (found === undefined) throw new UnknownTemplatePart(`${who}: no function here is ${String(nameOrArn)}`);
  return found;
}

const reportsFailures = (properties: ResolvedResource['properties']) =>
  ((properties.FunctionResponseTypes ?? []) as string[]).includes('ReportBatchItemFailures');

const DEFAULT_STREAM_BATCH = 100;
const DEFAULT_QUEUE_BATCH = 10;
const DEFAULT_CONCURRENCY = 5;

function readStreamMapping(
  resource: ResolvedResource,
  fn: FunctionDefinition,
  { tables, buckets }: MappingSources,
): StreamMappingModel {
  const { properties, logicalId } = resource;
  if (properties.StartingPosition !== 'TRIM_HORIZON' || (properties.ParallelizationFactor ?? 1) !== 1) {
    throw new UnknownTemplatePart(
      `${logicalId}: a stream mapping that is not TRIM_HORIZON with a ParallelizationFactor of 1`,
    );
  }
  const tableArn = String(properties.EventSourceArn).split('/stream/')[0];
  const retries = Number(properties.MaximumRetryAttempts ?? -1);
  const destination = (properties.DestinationConfig as { OnFailure?: { Destination: string } } | undefined)
    ?.OnFailure?.Destination;
  const criteria = properties.FilterCriteria as { Filters?: { Pattern: string }[] } | undefined;
  return {
    id: logicalId,
    table: byArn(tables, tableArn, logicalId),
    fn,
    batchSize: Number(properties.BatchSize ?? DEFAULT_STREAM_BATCH),
    filters: (criteria?.Filters ?? []).map((filter) => readEventPattern(JSON.parse(filter.Pattern))),
    bisects: properties.BisectBatchOnFunctionError === true,
    reportsFailures: reportsFailures(properties),
    maximumRetries: retries < 0 ? undefined : retries,
    failureBucket: destination === undefined ? undefined : byArn(buckets, destination, logicalId),
  };
}

function readQueueMapping(
  { properties, logicalId }: ResolvedResource,
  fn: FunctionDefinition,
  queue: QueueModel,
): QueueMappingModel {
  if (properties.FilterCriteria !== undefined)
    throw new UnknownTemplatePart(`${logicalId}: FilterCriteria of a queue`);
  const scaling = properties.ScalingConfig as { MaximumConcurrency?: number } | undefined;
  return {
    id: logicalId,
    queue,
    fn,
    batchSize: Number(properties.BatchSize ?? DEFAULT_QUEUE_BATCH),
    reportsFailures: reportsFailures(properties),
    maximumConcurrency: scaling?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
  };
}
