import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import {
  DUE_AT,
  DUE_SHARD,
  OFFERS_BY_PROFILE,
  TABLES,
  type TableName,
} from '../../lambdas/contract/tables.ts';
import type { Deployment } from '../deployment.ts';
import { acknowledge, OF_TABLES } from './acknowledged.ts';

const STREAM_VIEWS = {
  new: StreamViewType.NEW_IMAGE,
  'new and old': StreamViewType.NEW_AND_OLD_IMAGES,
} as const;

interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Which images of an item its stream has. */
  readonly stream?: keyof typeof STREAM_VIEWS;
  readonly timeToLive?: string;
  /** Name of the sparse index over what is due. */
  readonly index?: string;
}

/** The longest that DynamoDB offers; said, so that a shorter one that was set by hand does not stay. */
const RECOVERABLE_DAYS = 35;

/** One table of lambdas/contract/tables.ts: on demand, recoverable to any second, and not deleted by mistake. */
export class DataTable extends Table {
  /** @param id the table's name in the contract; renaming it deletes the table. */
  constructor(scope: Construct, id: TableName, deployment: Deployment) {
    const definition: TableDefinition = TABLES[id];
    super(scope, id, {
      partitionKey: { name: definition.partitionKey, type: AttributeType.STRING },
      ...(definition.sortKey && { sortKey: { name: definition.sortKey, type: AttributeType.STRING } }),
      ...(definition.stream && { stream: STREAM_VIEWS[definition.stream] }),
      ...(definition.timeToLive && { timeToLiveAttribute: definition.timeToLive }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: RECOVERABLE_DAYS,
      },
      deletionProtection: !deployment.disposable,
      removalPolicy: deployment.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    acknowledge(this, OF_TABLES);
    if (definition.index) this.indexWhatIsDue(definition.index);
    if (id === 'Offers') this.indexByProfile();
  }

  private indexWhatIsDue(indexName: string): void {
    this.addGlobalSecondaryIndex({
      indexName,
      partitionKey: { name: DUE_SHARD, type: AttributeType.NUMBER },
      sortKey: { name: DUE_AT, type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  private indexByProfile(): void {
    this.addGlobalSecondaryIndex({
      indexName: OFFERS_BY_PROFILE,
      partitionKey: { name: TABLES.Profiles.partitionKey, type: AttributeType.STRING },
      sortKey: { name: TABLES.Offers.partitionKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
