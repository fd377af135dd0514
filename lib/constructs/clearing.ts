import { CustomResource, Duration, RemovalPolicies, Tags } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { type ClearingProperties, DISPOSABLE_TAG } from '../../lambdas/contract/clearing.ts';
import { FUNCTION_SETTINGS } from './function-settings.ts';
import { MaitredFunction } from './maitred-function.ts';
import { grantPattern } from './pattern-grant.ts';
import { grantStaffTopicRemoval, staffTopicPrefix } from './staff-topics.ts';

export interface ClearingProps {
  readonly stage: string;
  readonly code: Code;
  readonly buckets: readonly Bucket[];
}

/** So that the function's own failure is heard of before CloudFormation stops waiting for it. */
const ANSWER_SECONDS = 60;

/**
 * Only in a disposable deployment: when it is destroyed, deletes what CloudFormation would stumble over (objects in buckets) or
 * does not know of (the topics that a playbook's deploy made).
 */
export class Clearing extends Construct {
  constructor(scope: Construct, id: string, props: ClearingProps) {
    super(scope, id);
    const { stage, code, buckets } = props;
    const clear = new MaitredFunction(this, 'Clear', {
      name: 'clear',
      stage,
      code,
      isCalledByCloudFormation: true,
    });
    for (const bucket of buckets) this.letEmpty(clear, bucket);
    grantStaffTopicRemoval(clear, stage);
    const properties: ClearingProperties = {
      buckets: buckets.map(({ bucketName }) => bucketName),
      topicPrefix: staffTopicPrefix(stage),
    };
    new CustomResource(this, 'Contents', {
      resourceType: 'Custom::MaitredContents',
      serviceToken: clear.functionArn,
      serviceTimeout: Duration.seconds(FUNCTION_SETTINGS.clear.timeoutSeconds + ANSWER_SECONDS),
      properties: { ...properties },
    });
    RemovalPolicies.of(this).destroy();
  }

  private letEmpty(clear: MaitredFunction, bucket: Bucket): void {
    Tags.of(bucket).add(DISPOSABLE_TAG, 'true');
    const actions = ['s3:GetBucketTagging', 's3:ListBucketVersions'];
    clear.addToRolePolicy(new PolicyStatement({ actions, resources: [bucket.bucketArn] }));
    grantPattern(clear, {
      // Which of them is asked depends on whether the bucket has ever kept versions.
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      pattern: bucket.arnForObjects('*'),
      because: 'Whatever the bucket holds goes with it.',
    });
  }
}
