import type { JsonValue } from '../../event/json.ts';
import type { ComputedTrait } from '../aggregate/aggregate-spec.ts';
import { compileMatcher } from '../matcher/compile-matcher.ts';
import { readPath } from '../matcher/read-path.ts';
import type { Asking } from './asking.ts';
import { computedTraitChangesAt, computeTrait } from './compute-traits.ts';
import type { TraitCondition } from './condition.ts';
import { followTurns } from './follow-turns.ts';
import { earlier, type Verdict } from './verdict.ts';

/** Where a value lies among the traits, sent or computed. */
type TraitPath = Pick<TraitCondition, 'path' | 'computed'>;

/** Whether what stands at the path of a trait, sent or computed, matches. */
export function evaluateTrait(asking: Asking, condition: TraitCondition): Verdict {
  const matches = compileMatcher(condition.matcher, asking.active.program.timezone);
  const computed = computedOf(asking, condition);
  if (computed === undefined) return matches(traitValues(asking, condition), asking.now);
  const { active, profile } = asking;
  return followTurns(asking.now, (moment) => {
    const { holds, changesAt } = matches(traitValues({ ...asking, now: moment }, condition), moment);
    return {
      holds,
      changesAt: earlier(changesAt, computedTraitChangesAt(active, computed, profile, moment)),
    };
  });
}

/** What stands at the path now (see readPath). */
export function traitValues(asking: Asking, condition: TraitPath): readonly JsonValue[] {
  const { active, profile, now } = asking;
  const [name = '', ...rest] = condition.path;
  const computed = computedOf(asking, condition);
  if (computed !== undefined) return readPath(computeTrait(active, computed, profile, now), rest);
  return readPath(Object.hasOwn(profile.traits, name) ? profile.traits[name]?.value : undefined, rest);
}

function computedOf(
  { active }: Asking,
  { path: [name = ''], computed }: TraitPath,
): Pick<ComputedTrait, 'aggregate' | 'times' | 'minus'> | undefined {
  const { computedTraits } = active.program;
  return computed ?? (Object.hasOwn(computedTraits, name) ? computedTraits[name] : undefined);
}
