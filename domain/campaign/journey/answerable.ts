import type { Condition } from '../../segment/condition/condition.ts';
import { findDependencies } from '../../segment/condition/find-dependencies.ts';
import { asBegun, type Versions } from './as-begun.ts';

/**
 * Tells whether a condition of an earlier playbook version can be asked of a profile that is kept with the active one: every
 * aggregate and segment that it asks about must still be maintained. It is, as long as a journey of that version may be under
 * way; what is given up beyond that, a deploy names.
 */
export function isAnswerable(versions: Versions, condition: Condition | undefined): boolean {
  if (condition === undefined) return true;
  const { active, begun } = versions;
  const { aggregates, segments } = findDependencies(asBegun(versions, condition), begun.program);
  return (
    [...aggregates].every((id) => Object.hasOwn(active.program.aggregates, id)) &&
    [...segments].every((id) => active.segmentPlaces.has(id))
  );
}
