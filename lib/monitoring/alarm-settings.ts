import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { AlarmThresholds } from './alarm-thresholds.ts';

/** Who is told when something is wrong, and from where on it is wrong. docs/runbook.md says what each alarm means. */
export interface AlarmSettings {
  /**
   * Where alarms are told, and told again when they are over. Its policy must let `cloudwatch.amazonaws.com` publish, and so must
   * the policy of its key, if it has one.
   * @default a topic of our own, `maitred-<stage>-alarms`, encrypted with a key of its own
   */
  readonly topic?: ITopic;
  /**
   * Addresses to subscribe to the topic. AWS asks each to confirm.
   * @default none: subscribe them by hand (docs/deploy.md)
   */
  readonly emails?: readonly string[];
  /**
   * US dollars that a month of this stage may cost at list prices: the alarm `spend` is told at four times its pace, `spend-fast` at
   * forty times.
   * @default 100
   */
  readonly budgetPerMonth?: number;
  /**
   * US dollars that text messages of the whole account may cost in a month: the alarm `sms-spend` is told at four fifths of it.
   * Set it to SNS's own limit of the account, where they stop, or below it.
   * @default 1, as the limit of a new account is
   */
  readonly smsBudgetPerMonth?: number;
  /**
   * Where an alarm begins, for those that a house may see otherwise.
   * @default the figures of alarm-thresholds.ts
   */
  readonly thresholds?: Partial<AlarmThresholds>;
}

export const DEFAULT_BUDGET_PER_MONTH = 100;
/** https://docs.aws.amazon.com/sns/latest/dg/channels-sms-awssupport-spend-threshold.html */
export const DEFAULT_SMS_BUDGET_PER_MONTH = 1;
