import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimesAggregate } from '../../../../domain/segment/aggregate/times-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach, inOrder } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const times = (keep: number) =>
  createTimesAggregate({ kind: 'times', of: { names: ['A'], where: [] }, keep }, 'UTC');
const draft = fc.record({ name: fc.constantFrom('A', 'B'), properties: fc.constant({}) });

describe('times', () => {
  it('tells the latest times of what matches, ascending, in whatever order they came and were merged', () => {
    fc.assert(
      fc.property(arbitraryCase(draft), fc.integer({ min: 1, max: 40 }), (one, keep) => {
        const ofA = inOrder(one.events).filter(({ name }) => name === 'A');
        const expected = ofA.map(({ time }) => time).slice(-keep);
        expect(expectLaws(times(keep), one, () => expected)).toBe(0);
      }),
    );
  });

  it('given an event before those that are kept, then the state is the very same', () => {
    const at = (offset: number) => anEvent({ name: 'A', time: NOW + offset });
    const state = foldEach(times(2), [at(1), at(2)]);
    expect(times(2).add(state, at(0))).toBe(state);
    expect(times(2).add(state, at(3))).toEqual([NOW + 2, NOW + 3]);
  });
});
