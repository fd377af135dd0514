import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/**
 * Where alarms are told: `maitred-<stage>-alarms`, encrypted, over TLS alone. The key is its own, because CloudWatch may not use
 * the one that AWS manages for SNS.
 */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, stage: string) {
    const key = new Key(scope, `${id}Key`, {
      description: `Maitred: alarms of ${stage}`,
      enableKeyRotation: true,
      // It keeps nothing that anybody would want to read later.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      topicName: `maitred-${stage}-alarms`,
      displayName: `Maitred ${stage}`,
      masterKey: key,
      enforceSSL: true,
    });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        // In a key's policy: this key. Whose alarms they are is asked by the topic; KMS is not told.
        resources: ['*'],
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: `alarm:maitred-${stage}-*`,
            }),
          },
        },
      }),
    );
  }
}
