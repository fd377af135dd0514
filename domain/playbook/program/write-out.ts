import type { Condition, TraitCondition } from '../../segment/condition/condition.ts';
import type { PlaybookScope } from '../compile/compile-scope.ts';

export interface WritingScope extends Pick<PlaybookScope, 'computedTraits' | 'consent'> {
  /** A segment's condition, written out itself. */
  readonly written: (segment: string) => Condition;
}

/**
 * A condition with nothing left to look up: segments by their conditions, computed traits by what computes them, consent by
 * what holds of who never chose.
 */
export function writeOut(condition: Condition, scope: WritingScope): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((part) => writeOut(part, scope)) };
    case 'not':
      return { kind: 'not', of: writeOut(condition.of, scope) };
    case 'segment':
      return condition.aggregate === undefined ? scope.written(condition.segment) : condition;
    case 'trait':
      return writeOutTrait(condition, scope);
    case 'consent':
      return { ...condition, mode: scope.consent[condition.purpose]?.mode ?? 'opt-in' };
    case 'reachable':
      return { ...condition, mode: scope.consent[condition.channel]?.mode ?? 'none' };
    default:
      return condition;
  }
}

function writeOutTrait(condition: TraitCondition, { computedTraits }: WritingScope): TraitCondition {
  const trait = computedTraits.get(condition.path[0] ?? '');
  if (trait === undefined) return condition;
  const { aggregate, times, minus } = trait;
  const computed = {
    aggregate,
    ...(times !== undefined && { times }),
    ...(minus !== undefined && { minus }),
  };
  return { ...condition, computed };
}
