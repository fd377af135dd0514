import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import { createVisitAggregate } from '../../../../domain/segment/aggregate/visit-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const ENDS_AFTER = 5;
const visits = createVisitAggregate(
  {
    kind: 'visit',
    visit: { begins: { names: ['Entered', 'Ordered'], where: [] }, endsAfterMilliseconds: ENDS_AFTER },
  },
  'UTC',
);

const draft = fc.record({
  name: fc.constantFrom('Entered', 'Ordered', 'Viewed'),
  properties: fc.constantFrom({ venue: 'bar' }, { venue: 'lobby' }, {}),
});
const entered = (offset: number) =>
  anEvent({ name: 'Entered', messageId: `m-${offset}`, time: NOW + offset, properties: { venue: 'bar' } });

/** Goes back from the last event of a visit as long as the one before it is near enough. */
function naive(events: readonly TrackingEvent[], now: number): number | undefined {
  const times = events
    .filter(({ name, properties }) => name !== 'Viewed' && properties.venue !== undefined)
    .map(({ time }) => time);
  let start = times.pop();
  if (start === undefined || now >= start + ENDS_AFTER) return undefined;
  for (const time of times.reverse()) {
    if (start - time > ENDS_AFTER) break;
    start = time;
  }
  return start;
}

describe('visit', () => {
  it('tells when the visit under way began, or asks for a refold', () => {
    let refolds = 0;
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 40, milliseconds: 150, later: 7 }), (one) => {
        refolds += expectLaws(visits, one, naive);
      }),
      { numRuns: 500 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(800);
  });

  it('given events so long after each other as a visit outlasts one, then it goes on; and it ends so long after the last', () => {
    const state = foldEach(visits, [entered(0), entered(5), entered(10)]);
    expect(visits.value(state, NOW + 14)).toBe(NOW);
    expect(visits.changesAt(state, NOW + 14)).toBe(NOW + 15);
    expect(visits.value(state, NOW + 15)).toBeUndefined();
    expect(visits.changesAt(state, NOW + 15)).toBeNull();
    expect(visits.value(visits.add(state, entered(16)), NOW + 16)).toBe(NOW + 16);
  });

  it('given a late event between two visits, then they are one', () => {
    const state = foldEach(visits, [entered(0), entered(8), entered(4)]);
    expect(visits.value(state, NOW + 9)).toBe(NOW);
  });

  it('given more visits than it remembers, then what may reach into a forgotten one asks for a refold', () => {
    const state = foldEach(visits, [0, 20, 40, 60, 80].map(entered));
    expect(visits.add(state, entered(70))).toEqual([40, 60, 70, 80].map((at) => [NOW + at, NOW + at]));
    expect(visits.add(state, entered(16))).toBe(REFOLD);
    expect(visits.add(state, entered(3))).toBe(state);
    expect(visits.merge(state ?? null, foldEach(visits, [entered(100)]) ?? null)).not.toBe(REFOLD);
  });

  it('given an event at either end of a visit, then the state is the very same', () => {
    const state = foldEach(visits, [entered(0), entered(5)]);
    expect(visits.add(state, entered(0))).toBe(state);
    expect(visits.add(state, entered(5))).toBe(state);
  });

  it('given an event that a forgotten visit might just reach, then it asks for a refold, and before that passes over it', () => {
    const state = foldEach(visits, [0, 20, 40, 60, 80].map(entered));
    expect(visits.add(state, entered(15))).toBe(REFOLD);
    expect(visits.add(state, entered(14))).toBe(state);
  });

  it('given a moment before the visit, then none is under way until it begins', () => {
    const state = foldEach(visits, [entered(0), entered(5)]);
    expect(visits.value(state, NOW - 1)).toBeUndefined();
    expect(visits.changesAt(state, NOW - 1)).toBe(NOW);
    expect(visits.value(state, NOW)).toBe(NOW);
    expect(visits.changesAt(state, NOW)).toBe(NOW + 10);
    expect(visits.changesAt(undefined, NOW)).toBeNull();
  });

  it('given late events that chain more visits than it remembers, then it asks for a refold rather than tell a shorter one', () => {
    const apart = [0, 8, 16, 24, 32, 40].map(entered);
    const between = [36, 28, 20, 12, 4].map(entered);
    const whole = foldEach(
      visits,
      [...apart, ...between].sort((a, b) => a.time - b.time),
    );
    expect(visits.value(whole, NOW + 41)).toBe(NOW);
    // when: two of the four become one, and a forgotten one may be the next
    const state = foldEach(visits, apart);
    expect(visits.add(state, between[0] ?? entered(36))).toBe(REFOLD);
    expect(visits.merge(state ?? null, foldEach(visits, between.slice(0, 1)) ?? null)).toBe(REFOLD);
    // then: folded in the order of time it never asks
    expect(visits.add(whole, entered(44))).toEqual([[NOW, NOW + 44]]);
  });

  it('given visits that stand close, then no order of events and of merges tells another visit than all of them in time', () => {
    const close = arbitraryCase(fc.constant({ name: 'Entered', properties: { venue: 'bar' } }), {
      maxLength: 30,
      milliseconds: 120,
      later: 7,
    });
    fc.assert(
      fc.property(close, (one) => {
        expectLaws(visits, one, naive);
      }),
      { numRuns: 300 },
    );
  });

  it('given an event without a venue, then it begins no visit', () => {
    expect(visits.add(undefined, anEvent({ name: 'Entered' }))).toBeUndefined();
  });
});
