import type { PathStep } from '../problem/problem.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';

/** Calls `visit` for a condition and each condition within it, with the path at which it stands. */
export function visitConditions(
  condition: ConditionSource,
  path: readonly PathStep[],
  visit: (condition: ConditionSource, path: readonly PathStep[]) => void,
): void {
  visit(condition, path);
  if (typeof condition === 'string') return;
  if ('not' in condition) visitConditions(condition.not, [...path, 'not'], visit);
  for (const key of ['all', 'any'] as const) {
    const inner = (condition as Partial<Record<typeof key, ConditionSource[]>>)[key] ?? [];
    for (const [index, each] of inner.entries()) visitConditions(each, [...path, key, index], visit);
  }
}
