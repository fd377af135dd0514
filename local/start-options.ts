import type { AwsCall } from './aws/aws-call.ts';
import type { Fault } from './aws/aws-endpoint.ts';

export interface StartOptions {
  /** 0: any free one. */
  readonly port: number;
  /** Loopback unless said otherwise: the keys of this machine are no secret. */
  readonly host?: string;
  /** The playbook's folder. */
  readonly playbook: string;
  /** A playbook that `dataDir` keeps as the active one stays it; `playbook` is deployed where there is none. */
  readonly keepsActivePlaybook?: boolean;
  /** Where tables, queues, positions, clock and outbox are kept; in memory if absent. */
  readonly dataDir?: string;
  /** Values of Parameter Store: JSON, or the path of a JSON file. */
  readonly parameters?: string;
  /** Which of the functions' log lines are shown: warnings and errors unless said otherwise. */
  readonly log?: 'problems' | 'all' | 'none';
  /** A line for the person at the keyboard. */
  readonly say: (line: string) => void;
  /**
   * For tests: what happens to a function's AWS call. `throttle` may succeed later, `refuse` never does; `kill` ends the invocation
   * before the call is made, `drop-after` makes the call and loses its answer.
   */
  readonly onAwsCall?: (call: AwsCall) => Fault | Promise<Fault>;
}

/** The running system. */
export interface LocalStack {
  readonly url: string;
  /** Stops everything, in order: nothing is left running. */
  stop(): Promise<void>;
}
