import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';
import { acknowledge, both, OF_BUCKETS } from './acknowledged.ts';

export interface PrivateBucketProps extends BucketProps {
  readonly deployment: Deployment;
  /** Why nobody needs a log of who read it. */
  readonly withoutAccessLogBecause: string;
  /** Why what is overwritten or deleted need not be kept; else it is, for a while. */
  readonly withoutVersionsBecause?: string;
}

/** How long what was overwritten or deleted can still be brought back. */
const VERSIONS_KEPT = Duration.days(30);

const MADE_TO_BE_DESTROYED = 'A disposable deployment leaves nothing behind.';

/** A bucket that only functions of this account read: encrypted, over TLS alone, kept when its stack goes. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const {
      deployment,
      withoutAccessLogBecause,
      withoutVersionsBecause,
      lifecycleRules = [],
      ...bucketProps
    } = props;
    const withoutVersions = deployment.disposable ? MADE_TO_BE_DESTROYED : withoutVersionsBecause;
    const versioned = withoutVersions === undefined;
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned,
      lifecycleRules: [
        ...lifecycleRules,
        ...(versioned ? [{ noncurrentVersionExpiration: VERSIONS_KEPT }] : []),
      ],
      removalPolicy: deployment.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      ...bucketProps,
    });
    acknowledge(
      this,
      OF_BUCKETS,
      both(['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled'], withoutAccessLogBecause),
      withoutVersions === undefined ? {} : { 'NIST.800.53.R5-S3BucketVersioningEnabled': withoutVersions },
    );
  }
}
