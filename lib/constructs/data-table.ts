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

interface TableDefinition {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly stream?: boolean;
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
      ...(definition.stream && { stream: StreamViewType.NEW_IMAGE }),
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
