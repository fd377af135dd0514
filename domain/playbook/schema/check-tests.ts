import type * as z from 'zod';
import { areEqual } from '../../segment/matcher/compare-values.ts';
import { type BoundedTests, leavesNothing } from './leaves-nothing.ts';

type Scalar = string | number | boolean;

/** The tests that may contradict each other. */
interface ContradictableTests extends BoundedTests {
  readonly includes?: Scalar | undefined;
  readonly includesAny?: readonly Scalar[] | undefined;
  readonly includesAll?: readonly Scalar[] | undefined;
  readonly isNot?: Scalar | undefined;
  readonly excludes?: Scalar | undefined;
  readonly notIn?: readonly Scalar[] | undefined;
  readonly some?: unknown;
  readonly exists?: boolean | undefined;
}

/** Keys of conditions that carry a matcher, and no tests of a value. */
const OTHER_KEYS = ['trait', 'affinity', 'over', 'share', 'count', 'within', 'exists', 'ignoreCase'];

/** Refuses tests that do not go together, or that say nothing where they stand. */
export function checkTests(source: ContradictableTests, context: z.RefinementCtx): void {
  if (source.some !== undefined && source.ignoreCase !== undefined) {
    const hint = 'write it within `some`, beside the test of a path: `{ is: Suite, ignoreCase: true }`';
    refuse(context, ['ignoreCase'], '`ignoreCase` does nothing beside `some`', hint);
  }
  if (source.exists === false) {
    const other = Object.keys(source).find((key) => !OTHER_KEYS.includes(key));
    if (other === undefined) return;
    const message = `\`exists: false\` does not go with \`${other}\``;
    refuse(
      context,
      ['exists'],
      message,
      'where there is no value there is nothing to test: keep one of them',
    );
  } else if (takesAwayAll(source)) {
    refuse(context, [], 'no value passes all of these tests', 'one takes away what another asks for');
  } else if (leavesNothing(source)) {
    refuse(context, [], 'no value passes all of these tests', 'what one leaves another takes away');
  }
}

/** Whether every value that is asked for is one that must not be there. */
function takesAwayAll(source: ContradictableTests): boolean {
  const { is, includes, isNot, excludes, ignoreCase = false } = source;
  const refused = [isNot, excludes, ...(source.notIn ?? [])].filter((value) => value !== undefined);
  const isRefused = (value: Scalar) => refused.some((each) => areEqual(value, each, ignoreCase));
  const single = [is, includes].filter((value) => value !== undefined);
  const lists = [source.in, source.includesAny].filter((values) => values !== undefined);
  return (
    single.some(isRefused) ||
    lists.some((values) => values.every(isRefused)) ||
    (source.includesAll ?? []).some(isRefused)
  );
}

function refuse(context: z.RefinementCtx, path: string[], message: string, hint: string): void {
  context.addIssue({ code: 'custom', path, message, params: { sentence: true, hint } });
}
