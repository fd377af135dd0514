import { CfnOutput, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Throttle } from './constructs/entrance.ts';
import type { DataStack } from './data-stack.ts';
import type { Deployment } from './deployment.ts';
import { Administering } from './features/administering.ts';
import { Announcing } from './features/announcing.ts';
import { Answering } from './features/answering.ts';
import { Campaigns } from './features/campaigns.ts';
import { Channels } from './features/channels.ts';
import { Counting } from './features/counting.ts';
import { Feature, type FeatureProps } from './features/feature.ts';
import { Resolving } from './features/resolving.ts';
import { StackPlaybook } from './features/stack-playbook.ts';
import { Waking } from './features/waking.ts';
import type { CodeOf } from './shipped-code.ts';

export interface ServiceStackProps extends StackProps {
  readonly deployment: Deployment;
  readonly data: DataStack;
  readonly codeOf: CodeOf;
  readonly throttle: Throttle;
  /** The folder of the playbook that is deployed with the stack, if any. */
  readonly playbook?: string | undefined;
}

/** What does the work: API, functions, queues, rules. It holds nothing that a deploy could lose. */
export class ServiceStack extends Stack {
  /** Where apps send events: `https://…`, without a slash at the end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { data, codeOf } = props;
    const feature: FeatureProps = { stage: props.deployment.stage, data, codeOf };

    const resolving = new Resolving(this, 'Resolving', feature);
    const { refoldQueue } = resolving;
    const { functions: administering } = new Administering(this, 'Administering', {
      ...feature,
      refoldQueue,
    });
    const answering = new Answering(this, 'Answering', {
      ...feature,
      throttle: props.throttle,
      administering,
    });
    new Announcing(this, 'Announcing', feature);
    const campaigns = new Campaigns(this, 'Campaigns', { ...feature, refoldQueue });
    new Counting(this, 'Counting', feature);
    const channels = new Channels(this, 'Channels', { ...feature, publicUrl: answering.url });
    new Waking(this, 'Waking', {
      ...feature,
      refoldQueue,
      channelQueues: channels.queues,
      campaignQueue: campaigns.queue,
    });

    if (props.playbook !== undefined) {
      const after = this.node.children.filter((child) => child instanceof Feature);
      new StackPlaybook(this, 'StackPlaybook', { ...feature, folder: props.playbook, after });
    }

    this.url = answering.url;
    new CfnOutput(this, 'ApiUrl', { value: this.url, description: 'Where apps send events' });
    // Logs outlive a stack unless it was made to leave nothing behind.
    if (props.deployment.disposable) RemovalPolicies.of(this).destroy();
  }
}
