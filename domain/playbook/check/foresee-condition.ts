import type { ConditionSource } from '../schema/condition-schema.ts';

/** What is known of a condition beforehand: that it holds, that it fails; undefined: it depends. */
export type Foreseen = boolean | undefined;

/** A condition that is not joined from others. */
export type SimpleCondition = Exclude<
  ConditionSource,
  'everyone' | { all: unknown } | { any: unknown } | { not: unknown }
>;

/** What is known of a condition from what is known of those that it is joined from. */
export function foreseeCondition(
  condition: ConditionSource,
  foresee: (simple: SimpleCondition) => Foreseen,
): Foreseen {
  if (condition === 'everyone') return true;
  const inner = (each: ConditionSource) => foreseeCondition(each, foresee);
  if ('all' in condition) return joined(condition.all.map(inner), false);
  if ('any' in condition) return joined(condition.any.map(inner), true);
  if ('not' in condition) return opposite(inner(condition.not));
  return foresee(condition);
}

export function opposite(foreseen: Foreseen): Foreseen {
  return foreseen === undefined ? undefined : !foreseen;
}

/** One that is `decisive` decides it; all that are not decide it too. */
function joined(parts: readonly Foreseen[], decisive: boolean): Foreseen {
  if (parts.includes(decisive)) return decisive;
  return parts.includes(undefined) ? undefined : !decisive;
}
