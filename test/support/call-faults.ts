import type { FunctionName } from '../../lambdas/contract/functions.ts';
import type { AwsCall } from '../../local/aws/aws-call.ts';
import type { Fault } from '../../local/aws/aws-endpoint.ts';

/** What happens to which calls. */
export interface FaultRule {
  readonly fault: Fault;
  readonly of: readonly FunctionName[];
  /** Any action if absent. */
  readonly actions?: readonly string[];
  /** Whether only the first such call of each function fails. */
  readonly isOnce?: boolean;
}

/** Has calls of functions to AWS fail while a piece of work is done; given to a stack as `onAwsCall`. */
export class CallFaults {
  readonly #rules = new Map<FaultRule, Set<string>>();

  /** What happens to a call now. */
  of(call: Pick<AwsCall, 'functionName' | 'action'>): Fault {
    for (const [rule, struck] of this.#rules) {
      if (!rule.of.includes(call.functionName as FunctionName)) continue;
      if (rule.actions !== undefined && !rule.actions.includes(call.action)) continue;
      if (rule.isOnce === true && struck.has(call.functionName)) continue;
      struck.add(call.functionName);
      return rule.fault;
    }
    return 'pass';
  }

  async during<T>(rule: FaultRule, work: () => Promise<T>): Promise<T> {
    this.#rules.set(rule, new Set());
    try {
      return await work();
    } finally {
      this.#rules.delete(rule);
    }
  }
}
