import type { Environment } from 'aws-cdk-lib';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Throttle } from './constructs/entrance.ts';
import type { AlarmSettings } from './monitoring/alarm-settings.ts';
import type { CodeOf } from './shipped-code.ts';

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
