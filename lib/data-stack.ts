import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { TABLES, type TableName } from '../lambdas/contract/tables.ts';
import { acknowledge, OF_THE_LINK_SECRET } from './constructs/acknowledged.ts';
import { Clearing } from './constructs/clearing.ts';
import { DataTable } from './constructs/data-table.ts';
import { PrivateBucket } from './constructs/private-bucket.ts';
import type { Deployment } from './deployment.ts';
import type { CodeOf } from './shipped-code.ts';

export interface DataStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly codeOf: CodeOf;
}

/** How long a failed batch can still be redriven. It is personal data, so it is not kept for ever. */
const FAILURE_RETENTION_DAYS = 90;
const LINK_SECRET_LENGTH = 64;

/** What must never be lost: tables, streams, the bus that customers hang rules on, playbooks, the link secret. */
export class DataStack extends Stack {
  readonly tables: Readonly<Record<TableName, DataTable>>;
  readonly bus: EventBus;
  /** Compiled programs (`programs/<version>.json`) and templates (`templates/<version>.json`). */
  readonly playbooks: Bucket;
  /** Batches that a stream mapping gave up on, with their payload. */
  readonly failures: Bucket;
  /** Signs the unsubscribe links in messages. */
  readonly linkSecret: Secret;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    this.tables = this.createTables(props.deployment);
    this.bus = new EventBus(this, 'Bus', {
      // The name that CDK makes up is the same for every stage.
      eventBusName: `maitred-${props.deployment.stage}`,
      description: 'Signals and messages of Maitred',
    });
    this.playbooks = this.createPlaybooksBucket(props.deployment);
    this.failures = this.createFailuresBucket(props.deployment);
    this.linkSecret = this.createLinkSecret(props.deployment);
    if (props.deployment.disposable) {
      const code = props.codeOf('clear');
      new Clearing(this, 'Clearing', { ...props.deployment, code, buckets: [this.playbooks, this.failures] });
    }
    new CfnOutput(this, 'ConfigTable', {
      value: this.tables.Config.tableName,
      description: 'Where `maitred keys create --config-table` writes the first key',
    });
  }

  private createTables(deployment: Deployment): Record<TableName, DataTable> {
    const names = Object.keys(TABLES) as TableName[];
    const entries = names.map((name) => [name, new DataTable(this, name, deployment)] as const);
    return Object.fromEntries(entries) as Record<TableName, DataTable>;
  }

  private createPlaybooksBucket(deployment: Deployment): Bucket {
    return new PrivateBucket(this, 'Playbooks', {
      deployment,
      withoutAccessLogBecause:
        'Holds compiled playbooks: no personal data, only functions can read it, and every deploy is a row of Config.',
    });
  }

  private createFailuresBucket(deployment: Deployment): Bucket {
    const bucket = new PrivateBucket(this, 'Failures', {
      deployment,
      lifecycleRules: [{ expiration: Duration.days(FAILURE_RETENTION_DAYS) }],
      withoutAccessLogBecause:
        'Written by Lambda and read by redrive alone, whose log names each object; a second bucket of logs would only repeat that.',
      withoutVersionsBecause:
        'Each object is written once, by Lambda, under a name of its own. It holds personal data: what is deleted must be gone.',
    });
    // Bucket's own eventBridgeEnabled deploys a helper function to set this one property.
    const { defaultChild } = bucket.node;
    if (defaultChild instanceof CfnBucket) {
      defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
    return bucket;
  }

  private createLinkSecret(deployment: Deployment): Secret {
    const secret = new Secret(this, 'LinkSecret', {
      description: 'Signs the unsubscribe links in messages',
      generateSecretString: { passwordLength: LINK_SECRET_LENGTH, excludePunctuation: true },
      removalPolicy: deployment.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    acknowledge(secret, OF_THE_LINK_SECRET);
    return secret;
  }
}
