import * as fc from 'fast-check';
import { type ActiveProgram, activateProgram } from '../../domain/playbook/program/active-program.ts';
import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import { findDependencies } from '../../domain/segment/condition/find-dependencies.ts';
import { aProgram } from './a-program.ts';
import { arbitraryCondition, SEGMENT_IDS } from './arbitrary-conditions.ts';

/** A program of four segments with any conditions, which ask about those before them. */
export const arbitrarySegments: fc.Arbitrary<ActiveProgram> = fc
  .array(arbitraryCondition, { minLength: SEGMENT_IDS.length, maxLength: SEGMENT_IDS.length })
  .map((conditions) => {
    const segments = conditions.map((condition, place) => {
      const id = SEGMENT_IDS[place] ?? '';
      return { id, name: id, when: withoutLater(condition, SEGMENT_IDS.slice(0, place)) };
    });
    const ids = segments.flatMap(({ when }) => [
      ...findDependencies(when, { aggregates: {}, computedTraits: {} }).aggregates,
    ]);
    const aggregates = Object.fromEntries(ids.map((id) => [id, JSON.parse(id) as AggregateSpec]));
    return activateProgram(aProgram({ timezone: 'UTC', aggregates, segments }));
  });

/** A program's segments are in an order: what asks about a later one is made to ask about nothing. */
function withoutLater(condition: Condition, known: readonly string[]): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((part) => withoutLater(part, known)) };
    case 'not':
      return { ...condition, of: withoutLater(condition.of, known) };
    case 'segment':
      return known.includes(condition.segment) ? condition : { kind: 'everyone' };
    case 'event': {
      const { since, ...rest } = condition;
      return since?.kind === 'segment' ? rest : condition; // asked of an `entry` aggregate, which has tests of its own
    }
    default:
      return condition;
  }
}
