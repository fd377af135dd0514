import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition.ts';

/**
 * Tells whether a condition of an earlier playbook version can be asked of a profile that is kept with the active one:
 * every aggregate and segment it asks about must still be maintained.
 */
export function isAnswerable(active: ActiveProgram, condition: Condition | undefined): boolean {
  if (condition === undefined) return true;
  const { program } = active;
  const knowsSegment = (id: string) => program.segments.some((segment) => segment.id === id);
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.every((part) => isAnswerable(active, part));
    case 'not':
      return isAnswerable(active, condition.of);
    case 'segment':
      return knowsSegment(condition.segment);
    case 'event': {
      const { since } = condition;
      if (!Object.hasOwn(program.aggregates, condition.aggregate)) return false;
      if (since?.kind === 'event') return Object.hasOwn(program.aggregates, since.aggregate);
      return since?.kind !== 'segment' || knowsSegment(since.segment);
    }
    case 'everyone':
    case 'trait':
    case 'consent':
      return true;
  }
}
