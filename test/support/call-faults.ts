import type { FunctionName } from '../../lambdas/contract/functions.ts';
import type { AwsCall } from '../../local/aws/aws-call.ts';
import type { Fault } from '../../local/aws/aws-endpoint.ts';

/** What happens to which calls. */
export interface FaultRule {
  /** `hold`: the call waits until the work is done, however long that takes; then it is as if it were made only now. */
  readonly fault: Fault | 'hold';
  readonly of: readonly FunctionName[];
  /** Any action if absent. */
  readonly actions?: readonly string[];
  /** Whether only the first such call of each function fails. */
  readonly isOnce?: boolean;
}

/** A rule while its work is done. */
interface Standing {
  readonly rule: FaultRule;
  readonly struck: Set<string>;
  readonly lifted: PromiseWithResolvers<void>;
}

/** Has calls of functions to AWS fail while a piece of work is done; given to a stack as `onAwsCall`. */
export class CallFaults {
  readonly #standing: Standing[] = [];

  /** What happens to a call now: of work within work, the inner one's rule counts. */
  async of(call: Pick<AwsCall, 'functionName' | 'action'>): Promise<Fault> {
    const standing = this.#standing.findLast((each) => strikes(each, call));
    if (standing === undefined) return 'pass';
    const { rule, struck, lifted } = standing;
    struck.add(call.functionName);
    if (rule.fault !== 'hold') return rule.fault;
    await lifted.promise;
    return this.of(call);
  }

  async during<T>(rule: FaultRule, work: () => Promise<T>): Promise<T> {
    const standing = { rule, struck: new Set<string>(), lifted: Promise.withResolvers<void>() };
    this.#standing.push(standing);
    try {
      return await work();
    } finally {
      this.#standing.splice(this.#standing.indexOf(standing), 1);
      standing.lifted.resolve();
    }
  }
}

function strikes(
  { rule, struck }: Standing,
  { functionName, action }: Pick<AwsCall, 'functionName' | 'action'>,
): boolean {
  if (!rule.of.includes(functionName as FunctionName)) return false;
  if (rule.actions !== undefined && !rule.actions.includes(action)) return false;
  return rule.isOnce !== true || !struck.has(functionName);
}
