import type { EventPattern } from '../aws/event-pattern.ts';
import type { FunctionDefinition } from '../functions/function-host.ts';

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface IndexModel {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: {
    readonly ProjectionType: 'KEYS_ONLY' | 'ALL' | 'INCLUDE';
    readonly NonKeyAttributes?: string[];
  };
}

export interface TableModel {
  readonly logicalId: string;
  /** Short, for people: `Events`. */
  readonly label: string;
  readonly name: string;
  readonly arn: string;
  readonly attributes: readonly { readonly AttributeName: string; readonly AttributeType: 'S' | 'N' | 'B' }[];
  readonly keys: readonly KeyElement[];
  readonly indexes: readonly IndexModel[];
  readonly streamView: string | undefined;
}

export interface QueueModel {
  readonly name: string;
  readonly arn: string;
  /** As SQS names them. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface BucketModel {
  readonly name: string;
  readonly arn: string;
  readonly sendsEvents: boolean;
}

export interface SecretModel {
  readonly name: string;
  readonly arn: string;
  readonly length: number;
  readonly excludePunctuation: boolean;
  readonly excluded: string;
}

export interface StreamMappingModel {
  readonly id: string;
  readonly table: TableModel;
  readonly fn: FunctionDefinition;
  readonly batchSize: number;
  readonly filters: readonly EventPattern[];
  readonly bisects: boolean;
  readonly reportsFailures: boolean;
  /** Undefined: for ever. */
  readonly maximumRetries: number | undefined;
  /** The bucket that gets what is given up. */
  readonly failureBucket: BucketModel | undefined;
}

export interface QueueMappingModel {
  readonly id: string;
  readonly queue: QueueModel;
  readonly fn: FunctionDefinition;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
  readonly maximumConcurrency: number;
}

export interface RuleModel {
  readonly name: string;
  readonly busName: string;
  readonly matches: EventPattern;
  readonly queues: readonly QueueModel[];
}

/** A rule that fires every minute. */
export interface ScheduleModel {
  readonly name: string;
  readonly arn: string;
  readonly functions: readonly FunctionDefinition[];
}

export interface RouteModel {
  /** `POST /v1/track`, as written. */
  readonly routeKey: string;
  readonly fn: FunctionDefinition;
}

/** What the template asks for, resolved: what this runner brings up. */
export interface LocalModel {
  readonly tables: readonly TableModel[];
  readonly queues: readonly QueueModel[];
  readonly buckets: readonly BucketModel[];
  readonly secrets: readonly SecretModel[];
  readonly functions: readonly FunctionDefinition[];
  readonly streamMappings: readonly StreamMappingModel[];
  readonly queueMappings: readonly QueueMappingModel[];
  readonly rules: readonly RuleModel[];
  readonly schedules: readonly ScheduleModel[];
  readonly routes: readonly RouteModel[];
}

export const DEFAULT_BUS = 'default';
