import { join } from 'node:path';
import { Aws, CustomResource, Duration, Stage } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { CONFIG_KINDS } from '../../lambdas/contract/config-kinds.ts';
import type { StackPlaybookProperties } from '../../lambdas/contract/stack-playbook.ts';
import { compilePlaybook } from '../compile-playbook.ts';
import { letPlanBroadcasts } from '../constructs/duties.ts';
import { FUNCTION_SETTINGS } from '../constructs/function-settings.ts';
import { grantConfig, grantPlaybooks } from '../constructs/grants.ts';
import type { MaitredFunction } from '../constructs/maitred-function.ts';
import { grantStaffTopicCreation } from '../constructs/staff-topics.ts';
import { Feature, type FeatureProps } from './feature.ts';

export interface StackPlaybookProps extends FeatureProps {
  /** The playbook's folder. */
  readonly folder: string;
  /** What must be in place before a new playbook is active. */
  readonly after: readonly Construct[];
}

/** CloudFormation goes on waiting while Lambda tries a function anew that ended without an answer: twice, minutes apart. */
const WAIT_TIMES_FUNCTION_TIMEOUT = 10;

/** A playbook that is deployed with the stack (ADR 0008): compiled at synthesis, made active by CloudFormation. */
export class StackPlaybook extends Feature {
  /** @throws Error if the playbook has problems, or a story does not hold */
  constructor(scope: Construct, id: string, props: StackPlaybookProps) {
    super(scope, id, props);
    // Of its own: CDK looks at a path once, so that under a shared one it would take another deployment's content for this one's.
    const file = join(Stage.of(this)?.outdir ?? '', `maitred-playbook-${this.node.addr}.json`);
    const version = compilePlaybook(props.folder, file);
    const content = new Asset(this, 'Content', { path: file });
    const deploy = this.createDeploy(props.stage, content);
    const properties: StackPlaybookProperties = {
      version,
      bucket: content.s3BucketName,
      key: content.s3ObjectKey,
    };
    const resource = new CustomResource(this, 'Playbook', {
      resourceType: 'Custom::MaitredPlaybook',
      serviceToken: deploy.functionArn,
      serviceTimeout: Duration.seconds(
        FUNCTION_SETTINGS['stack-playbook'].timeoutSeconds * WAIT_TIMES_FUNCTION_TIMEOUT,
      ),
      properties: { ...properties },
    });
    // Last: what runs it may be new in the same deploy, and what fails before it leaves the active one alone.
    resource.node.addDependency(...props.after);
  }

  private createDeploy(stage: string, content: Asset): MaitredFunction {
    const deploy = this.createFunction('stack-playbook', { isCalledByCloudFormation: true });
    // grantRead of the asset would be of all assets of the account.
    deploy.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [`arn:${Aws.PARTITION}:s3:::${content.s3BucketName}/${content.s3ObjectKey}`],
      }),
    );
    const kinds = [CONFIG_KINDS.playbook, CONFIG_KINDS.playbookVersion];
    grantConfig(deploy, this.data, kinds, ['GetItem', 'PutItem']);
    grantPlaybooks(deploy, this.data, ['PutObject'], ['programs', 'templates']);
    // A version that is stored already is looked into for its venues.
    grantPlaybooks(deploy, this.data, ['GetObject'], ['programs']);
    letPlanBroadcasts(deploy, this.data);
    grantStaffTopicCreation(deploy, stage);
    return deploy;
  }
}
