import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { foldAggregates, mergeAggregates } from '../../../../domain/segment/aggregate/fold-aggregates.ts';
import { aProgram } from '../../../support/a-program.ts';
import { anEvent } from '../../../support/an-event.ts';
import { aggregateId, arbitrarySelector, HOUR, hoursAgo } from '../../../support/arbitrary-conditions.ts';
import { arbitraryArrival, arbitraryHistory } from '../../../support/arbitrary-history.ts';
import { foldAndMerge, foldInOrder, refold } from '../../../support/fold-history.ts';

const span = fc.integer({ min: 1, max: 30 }).map((hours) => hours * HOUR);
const keep = fc.integer({ min: 1, max: 4 });
const within = fc.option(
  span.map((withinMilliseconds) => ({ withinMilliseconds })),
  { nil: {} },
);

const arbitrarySpec: fc.Arbitrary<AggregateSpec> = fc.oneof(
  fc.record({ kind: fc.constant('times' as const), of: arbitrarySelector, keep }),
  fc.record({
    kind: fc.constant('times-since' as const),
    of: arbitrarySelector,
    since: arbitrarySelector,
    spanMilliseconds: span,
    keep,
  }),
  fc
    .record({
      of: arbitrarySelector,
      property: fc.constantFrom(['price'], ['products', 'price'], null),
      within,
    })
    .map(({ within: window, ...rest }) => ({
      kind: 'measure' as const,
      measure: rest.property === null ? ('count' as const) : ('sum' as const),
      ...rest,
      ...window,
    })),
  fc
    .record({ of: arbitrarySelector, property: fc.constantFrom(['category'], ['products']), within })
    .map(({ within: window, ...rest }) => ({ kind: 'last' as const, ...rest, ...window })),
  fc.record({
    kind: fc.constant('top' as const),
    of: arbitrarySelector,
    property: fc.constantFrom(['category'], ['products', 'category']),
  }),
);

const everyBooking = { names: ['Booking Made'], where: [] };
const everySignUp = { names: ['Signed Up'], where: [] };

function activeWith(...specs: readonly AggregateSpec[]) {
  return activateProgram(
    aProgram({ aggregates: Object.fromEntries(specs.map((spec) => [aggregateId(spec), spec])) }),
  );
}

describe('foldAggregates and mergeAggregates', () => {
  it('give the same bytes for a set of events, however they came and were merged, or ask for a refold', () => {
    fc.assert(
      fc.property(
        arbitrarySpec,
        arbitraryHistory(60).chain((events) => arbitraryArrival(events).map((parts) => ({ events, parts }))),
        (spec, { events, parts }) => {
          // given
          const active = activeWith(spec);
          const expected = JSON.stringify(refold(active, events));
          // when
          const arrived = [foldInOrder(active, parts.flat()), foldAndMerge(active, parts)];
          // then
          for (const states of arrived) {
            if (states !== 'refold') expect(JSON.stringify(states)).toBe(expected);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('ask for a refold when a since arrives late and the events it begins with may be forgotten', () => {
    // given a guest with more bookings than are remembered
    const active = activeWith({
      kind: 'times-since',
      of: everyBooking,
      since: everySignUp,
      spanMilliseconds: 1000 * HOUR,
      keep: 1,
    });
    const bookings = Array.from({ length: 40 }, (_, index) =>
      anEvent({ messageId: `b-${index}`, time: hoursAgo(index) }),
    );
    const states = foldInOrder(active, bookings);
    if (states === 'refold') throw new Error('bookings alone need no refold');
    // when the sign-up before all of them, or one among those remembered, arrives
    const early = foldAggregates(active, states, anEvent({ name: 'Signed Up', time: hoursAgo(50) }));
    const recent = foldAggregates(active, states, anEvent({ name: 'Signed Up', time: hoursAgo(10) }));
    // then
    expect(early).toBe('refold');
    expect(recent).not.toBe('refold');
  });

  it('tell which aggregates an event changed, and leave the rest as they were', () => {
    // given
    const bookings: AggregateSpec = { kind: 'times', of: everyBooking, keep: 1 };
    const signUps: AggregateSpec = { kind: 'times', of: everySignUp, keep: 1 };
    const active = activeWith(bookings, signUps);
    // when
    const first = foldAggregates(active, {}, anEvent({ time: hoursAgo(1) }));
    if (first === 'refold') throw new Error('not expected');
    const older = foldAggregates(active, first.states, anEvent({ time: hoursAgo(2) }));
    // then
    expect(first.changed.map(({ id }) => id)).toEqual([aggregateId(bookings)]);
    expect(first.states).toEqual({ [aggregateId(bookings)]: [hoursAgo(1)] });
    expect(older).toEqual({ states: first.states, changed: [] });
  });

  it('given aggregates that look at the event itself, and others that need not, then it is taken into each', () => {
    // given
    const exists = {
      path: ['room'],
      matcher: { tests: [{ op: 'exists', expected: true } as const], ignoreCase: false },
    };
    const asked = { ...everyBooking, where: [exists] };
    const specs = [1, 2, 3].flatMap((keep): AggregateSpec[] => [
      { kind: 'times', of: everyBooking, keep },
      { kind: 'times', of: asked, keep },
    ]);
    const active = activeWith(...specs);
    const changedBy = (properties: Record<string, string>) => {
      const folded = foldAggregates(active, {}, anEvent({ time: hoursAgo(1), properties }));
      if (folded === 'refold') throw new Error('not expected');
      return { changed: folded.changed.map(({ id }) => id).sort(), states: folded.states };
    };
    // when
    const [all, some] = [changedBy({ room: '7' }), changedBy({})];
    // then
    expect(all.changed).toEqual(specs.map(aggregateId).sort());
    expect(all.states).toEqual(Object.fromEntries(specs.map((spec) => [aggregateId(spec), [hoursAgo(1)]])));
    expect(some.changed).toEqual(
      specs
        .filter((_, place) => place % 2 === 0)
        .map(aggregateId)
        .sort(),
    );
  });

  it('drop the states of aggregates that the program does not know', () => {
    const active = activeWith();
    expect(mergeAggregates(active, { forgotten: [1] }, { forgotten: [2] })).toEqual({});
  });
});
