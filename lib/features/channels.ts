import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT } from '../../lambdas/contract/environment-variables.ts';
import { Channel, type ChannelName } from '../constructs/channel.ts';
import { letDeliver, letGiveBack, letLoadTemplates } from '../constructs/duties.ts';
import { grantLinkSecret } from '../constructs/grants.ts';
import type { MaitredFunction } from '../constructs/maitred-function.ts';
import { grantPattern } from '../constructs/pattern-grant.ts';
import { grantStaffTopicPublishing } from '../constructs/staff-topics.ts';
import { Feature, type FeatureProps } from './feature.ts';

/** The queues of the channels whose messages may come again: staff are told at any hour, and once. */
export type ChannelQueues = Readonly<Record<Exclude<ChannelName, 'staff'>, Queue>>;

export interface ChannelsProps extends FeatureProps {
  /** Where guests reach the API: unsubscribe links begin with it. */
  readonly publicUrl: string;
}

/** Delivered at the same time: a provider answers within a second or so, well within the function's timeout. */
const MESSAGES_PER_BATCH = 10;
/** Called at the same time, so that a slow server delays few others. */
const WEBHOOKS_PER_BATCH = 5;

/** The tag that says which stage's secret a parameter is (docs/deploy.md): names say nothing of stages. */
const SECRET_STAGE_TAG = 'maitred-stage';

const ARN_SUFFIX = `${Aws.REGION}:${Aws.ACCOUNT_ID}`;

/** From `Message Requested` to the providers: one function a channel. */
export class Channels extends Feature {
  /** Where messages that are due again are put. */
  readonly queues: ChannelQueues;

  constructor(scope: Construct, id: string, props: ChannelsProps) {
    super(scope, id, props);
    const email = this.createEmail(props.publicUrl);
    const sms = this.createSms();
    const push = this.createPush();
    this.createStaff(props.stage);
    const webhook = this.createWebhook(props.stage);
    this.queues = { email, sms, push, webhook };
  }

  private createEmail(publicUrl: string): Queue {
    const email = this.createGuestDelivery('email');
    // Of the channels email alone has templates; the others' texts are in the program.
    letLoadTemplates(email, this.data);
    grantLinkSecret(email, this.data);
    email.setVariable(ENVIRONMENT.publicUrl, publicUrl);
    grantPattern(email, {
      actions: ['ses:SendRawEmail'],
      pattern: `arn:${Aws.PARTITION}:ses:${ARN_SUFFIX}:identity/*`,
      because: 'The sender is written in the playbook, which changes without the stack.',
    });
    grantPattern(email, {
      actions: ['ses:SendRawEmail'],
      pattern: `arn:${Aws.PARTITION}:ses:${ARN_SUFFIX}:configuration-set/*`,
      because: 'A sender may have a default configuration set; SES then asks for the right to that as well.',
    });
    return this.connect('email', email);
  }

  private createSms(): Queue {
    const sms = this.createGuestDelivery('sms');
    // A phone number has no ARN. Everything in SNS that has one (topics, devices) is left out: that is as narrow as it gets.
    sms.addToRolePolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`],
      }),
    );
    return this.connect('sms', sms);
  }

  private createPush(): Queue {
    const push = this.createGuestDelivery('push');
    grantPattern(push, {
      actions: ['sns:CreatePlatformEndpoint'],
      pattern: '*',
      because: 'AWS knows no resource type for this action, so it can be granted on nothing finer.',
    });
    grantPattern(push, {
      actions: ['sns:Publish'],
      pattern: `arn:${Aws.PARTITION}:sns:${ARN_SUFFIX}:endpoint/*`,
      because: "Endpoints are guests' devices, made when they are first needed.",
    });
    return this.connect('push', push);
  }

  private createStaff(stage: string): void {
    const staff = this.createDelivery('staff');
    grantStaffTopicPublishing(staff, stage);
    this.connect('staff', staff);
  }

  private createWebhook(stage: string): Queue {
    const webhook = this.createDelivery('webhook');
    grantPattern(webhook, {
      actions: ['ssm:GetParameter'],
      pattern: `arn:${Aws.PARTITION}:ssm:${ARN_SUFFIX}:parameter/maitred/*`,
      because:
        'Destinations and their secrets (ssm:/maitred/…) are named in the playbook; only those of this stage are read.',
      conditions: { StringEquals: { [`aws:ResourceTag/${SECRET_STAGE_TAG}`]: stage } },
    });
    return this.connect('webhook', webhook, WEBHOOKS_PER_BATCH);
  }

  private createDelivery(channel: ChannelName): MaitredFunction {
    const fn = this.createFunction(channel);
    letDeliver(fn, this.data);
    return fn;
  }

  /** Of the channels to guests some have caps: what did not leave is given back. */
  private createGuestDelivery(channel: ChannelName): MaitredFunction {
    const fn = this.createDelivery(channel);
    letGiveBack(fn, this.data);
    return fn;
  }

  private connect(channel: ChannelName, deliver: MaitredFunction, batchSize = MESSAGES_PER_BATCH): Queue {
    const id = `${channel.charAt(0).toUpperCase()}${channel.slice(1)}Channel`;
    return new Channel(this, id, { bus: this.data.bus, channel, deliver, batchSize }).queue;
  }
}
