import { type Environment, Stack } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { CfnLogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Throttle } from './constructs/entrance.ts';
import { DataStack } from './data-stack.ts';
import { type Deployment, requireStage } from './deployment.ts';
import type { AlarmSettings } from './monitoring/alarm-settings.ts';
import { Watching } from './monitoring/watching.ts';
import { requireOwnName } from './require-own-name.ts';
import { ServiceStack } from './service-stack.ts';
import { type CodeOf, shippedCode } from './shipped-code.ts';

export interface MaitredProps {
  /**
   * Part of the name of both stacks, of the bus and of the staff's topics, so that an account and region can hold several: up to
   * 16 lower-case letters, digits and hyphens, a letter first. Another stage is another deployment, with data of its own.
   * @default 'dev'
   */
  readonly stage?: string;
  /**
   * The folder of a playbook that is deployed with the service stack, relative to the working directory: checked, its stories
   * run and compiled at synthesis, where a problem stops it, and made the active one by CloudFormation whenever it has changed.
   * @default none: playbooks are deployed by `maitred deploy`
   */
  readonly playbook?: string;
  /**
   * Whether destroying the stacks also destroys what their tables and buckets hold.
   * @default false
   */
  readonly disposable?: boolean;
  /**
   * The account and region of both stacks.
   * @default those of the stack or the stage that it is made in
   */
  readonly env?: Environment;
  /**
   * Who is told when something is wrong, and from where on (docs/runbook.md); `false`: nobody watches, so there are no alarms, no
   * dashboard and no saved questions to the logs, and nothing to pay for them.
   * @default a topic that nobody is subscribed to yet, `maitred-<stage>-alarms`; where the deployment is disposable, `false`
   */
  readonly alarms?: AlarmSettings | false;
  /**
   * How many requests the whole API lets in, a second and at once.
   * @default { requestsPerSecond: 1000, burstRequests: 2000 }
   */
  readonly throttle?: Throttle;
  /**
   * How long the logs of functions and of the API are kept. They hold no personal data.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * Where the functions' bundles come from.
   * @default the bundles in this package
   */
  readonly codeOf?: CodeOf;
}

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
   * @throws Error if the stage cannot be part of a name, the app has a stack of one of the names in this account and region
   *   already, or the playbook has problems
   */
  constructor(scope: Construct, id: string, props: MaitredProps = {}) {
    super(scope, id);
    const deployment: Deployment = {
      stage: requireStage(props.stage ?? 'dev'),
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
  for (const log of logs) log.retentionInDays = retention;
}

/** Stacks take over the account and region of a stage by themselves, but not those of a stack around them. */
function environmentAround(construct: Construct): { env?: Environment } {
  const stack = construct.node.scopes.findLast((scope) => Stack.isStack(scope));
  return stack === undefined ? {} : { env: { account: stack.account, region: stack.region } };
}
