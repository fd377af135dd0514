import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Deployment } from '../deployment.ts';

export interface PrivateBucketProps extends BucketProps {
  readonly deployment: Deployment;
  /** Why nobody needs a log of who read it (cdk-nag AwsSolutions-S1). */
  readonly withoutAccessLogBecause: string;
}

/** A bucket that only functions of this account read: encrypted, over TLS alone, kept when its stack goes. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const { deployment, withoutAccessLogBecause, ...bucketProps } = props;
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: deployment.disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      ...bucketProps,
    });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-S1', reason: withoutAccessLogBecause });
  }
}
