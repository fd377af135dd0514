import { type Environment, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnLogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Throttle } from './constructs/entrance.ts';
import { DataStack } from './data-stack.ts';
import { type Deployment, requireStage } from './deployment.ts';
import type { MaitredProps } from './maitred-props.ts';
import type { AlarmSettings } from './monitoring/alarm-settings.ts';
import type { AlarmThresholds } from './monitoring/alarm-thresholds.ts';
import { Watching } from './monitoring/watching.ts';
import { requireOwnName } from './require-own-name.ts';
import { requireProps } from './require-props.ts';
import { ServiceStack } from './service-stack.ts';
import { type CodeOf, shippedCode } from './shipped-code.ts';

export type { AlarmSettings, AlarmThresholds, CodeOf, MaitredProps, Throttle };

const THROTTLE: Throttle = { requestsPerSecond: 1000, burstRequests: 2000 };

/**
 * Maitred, for a CDK app of your own: below an App, a Stage or a Stack it makes two stacks, `MaitredData-<stage>` and
 * `MaitredService-<stage>` (docs/construct.md).
 */
export class Maitred extends Construct {
  /** What must never be lost: tables, the bus, playbooks, the key of unsubscribe links. */
  readonly data: DataStack;
  /** What does the work: API, functions, queues, rules. It can be destroyed and deployed again. */
  readonly service: ServiceStack;
  /** Signals and messages (docs/bus.md): hang rules of your own on it. */
  readonly bus: EventBus;
  /** Where apps send events: `https://…`, without a slash at the end. */
  readonly url: string;

  /**
   * @throws Error if a property is not what it can be, the app has a stack of one of the names in this account and region
   *   already, or the playbook has problems
   */
  constructor(scope: Construct, id: string, props: MaitredProps = {}) {
    super(scope, id);
    requireProps(props);
    const deployment: Deployment = {
      stage: requireStage(props.stage === undefined ? 'dev' : props.stage),
      disposable: props.disposable ?? false,
    };
    const codeOf = props.codeOf ?? shippedCode;
    const environment = props.env === undefined ? environmentAround(this) : { env: props.env };
    this.data = new DataStack(this, 'Data', {
      ...environment,
      stackName: `MaitredData-${deployment.stage}`,
      description: 'Maitred: what must never be lost',
      deployment,
      codeOf,
    });
    this.service = new ServiceStack(this, 'Service', {
      ...environment,
      stackName: `MaitredService-${deployment.stage}`,
      description: 'Maitred: what does the work',
      deployment,
      data: this.data,
      codeOf,
      throttle: props.throttle ?? THROTTLE,
      playbook: props.playbook,
    });
    for (const stack of [this.data, this.service]) requireOwnName(stack);
    const alarms = props.alarms ?? (deployment.disposable ? false : {});
    if (alarms !== false) {
      new Watching(this.service, 'Watching', {
        stage: deployment.stage,
        service: this.service,
        data: this.data,
        alarms,
      });
    }
    if (props.logRetention !== undefined) keepLogs(this, props.logRetention);
    this.bus = this.data.bus;
    this.url = this.service.url;
  }
}

function keepLogs(construct: Construct, retention: RetentionDays): void {
  const logs = construct.node.findAll().filter((child) => child instanceof CfnLogGroup);
  // CloudFormation has no figure for it.
  const days = retention === RetentionDays.INFINITE ? undefined : retention;
  for (const log of logs) log.retentionInDays = days;
}

/** Stacks take over the account and region of a stage by themselves, but not those of a stack around them. */
function environmentAround(construct: Construct): { env?: Environment } {
  const stack = construct.node.scopes.findLast((scope) => Stack.isStack(scope));
  return stack === undefined ? {} : { env: { account: stack.account, region: stack.region } };
}
