import { type ConditionPlace, checkVisit, refusalAt } from '../condition-place.ts';
import type { Problem } from '../problem/problem.ts';
import type { AffinityConditionSource } from '../schema/affinity-schema.ts';

/** Finds what does not go together in an affinity. */
export function checkAffinity(source: AffinityConditionSource, place: ConditionPlace): Problem[] {
  const problems = checkVisit(source.within, place);
  if (place.asker !== 'stopWhen') return problems;
  const message = '`affinity` looks at all that was, `stopWhen` at what happens after the journey began';
  const hint = 'ask for it in a segment, and for that segment here';
  return [...problems, refusalAt(place, ['affinity'], message, hint)];
}
