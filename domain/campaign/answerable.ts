import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition/condition.ts';
import { aggregatesOf, partsOf } from '../segment/condition/find-dependencies.ts';

/**
 * Tells whether a condition of an earlier playbook version can be asked of a profile that is kept with the active one:
 * every aggregate and segment it asks about must still be maintained.
 */
export function isAnswerable(active: ActiveProgram, condition: Condition | undefined): boolean {
  if (condition === undefined) return true;
  const { aggregates, segments } = active.program;
  if (condition.kind === 'segment' && !segments.some(({ id }) => id === condition.segment)) return false;
  return (
    aggregatesOf(condition).every((id) => Object.hasOwn(aggregates, id)) &&
    partsOf(condition).every((part) => isAnswerable(active, part))
  );
}
