import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import { uniteTimes, withTime } from '../../../../domain/segment/aggregate/latest-times.ts';
import { createTimesAggregate } from '../../../../domain/segment/aggregate/times-aggregate.ts';
import { createTimesSinceAggregate } from '../../../../domain/segment/aggregate/times-since-aggregate.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const REMEMBERED = 32;

const times = createTimesAggregate({ kind: 'times', of: { names: ['A'], where: [] }, keep: 2 }, 'UTC');
const since = createTimesSinceAggregate(
  {
    kind: 'times-since',
    of: { names: ['A'], where: [] },
    since: { names: ['Opened'], where: [] },
    spanMilliseconds: 10,
    keep: 2,
  },
  'UTC',
);
const at = (offset: number, name = 'A') =>
  anEvent({ name, messageId: `m-${name}-${offset}`, time: NOW + offset });

/** Folds an opening, and so many events a millisecond apart from a moment on. */
function opened(opening: number, from: number, count: number): JsonValue {
  const events = Array.from({ length: count }, (_, index) => at(from + index));
  const state = [at(opening, 'Opened'), ...events].reduce<JsonValue | undefined>(since.add, undefined);
  return state as JsonValue;
}

describe('the latest times', () => {
  it('stay the very same where an event says nothing, or is too old', () => {
    const state = [at(1), at(2)].reduce<JsonValue | undefined>(times.add, undefined);
    expect(times.add(state, at(3, 'Other'))).toBe(state);
    expect(times.add(state, at(0))).toBe(state);
    expect(times.add(undefined, at(3, 'Other'))).toBeUndefined();
    expect(times.changesAt(state, NOW)).toBeNull();
  });

  it('go in where they belong, equal ones beside each other, and the oldest goes out', () => {
    expect(withTime([], 5, 3)).toEqual([5]);
    expect(withTime([1, 3], 2, 3)).toEqual([1, 2, 3]);
    expect(withTime([1, 3], 0, 3)).toEqual([0, 1, 3]);
    expect(withTime([1, 3], -5, 3)).toEqual([-5, 1, 3]);
    expect(withTime([1, 3], 3, 3)).toEqual([1, 3, 3]);
    expect(withTime([1, 2, 3], 2, 3)).toEqual([2, 2, 3]);
    expect(uniteTimes([1, 3], [2, 3], 3)).toEqual([2, 3, 3]);
  });
});

describe('times since an event', () => {
  it('stay the very same where an event says nothing, or came before the opening, or an opening before it', () => {
    const state = opened(0, 1, 1);
    expect(since.add(state, at(3, 'Other'))).toBe(state);
    expect(since.add(state, at(0))).toBe(state);
    expect(since.add(state, at(-1))).toBe(state);
    expect(since.add(state, at(-1, 'Opened'))).toBe(state);
    expect(since.add(undefined, at(3, 'Other'))).toBeUndefined();
    expect(since.changesAt(state, NOW)).toBeNull();
  });

  it('ask for a refold where a later opening may need what was forgotten', () => {
    const full = opened(0, 10, REMEMBERED);
    expect(since.add(full, at(9, 'Opened'))).toBe(REFOLD);
    expect(since.add(full, at(10, 'Opened'))).not.toBe(REFOLD);
    expect(since.add(opened(0, 10, REMEMBERED - 1), at(9, 'Opened'))).not.toBe(REFOLD);
  });

  it('of two who are one ask for a refold, whichever of them has forgotten', () => {
    const full = opened(0, 10, REMEMBERED);
    const later = opened(9, 11, 1);
    expect([since.merge(full, later), since.merge(later, full)]).toEqual([REFOLD, REFOLD]);
  });

  it('of two who are one begin with the later opening, from what both remember', () => {
    const united = since.merge(opened(0, 5, 6), opened(7, 12, 2));
    expect(since.value(united, NOW)).toEqual([NOW + 12, NOW + 13]);
    expect(united).toMatchObject({
      since: NOW + 7,
      recent: [8, 9, 10, 12, 13].map((offset) => NOW + offset),
    });
  });

  it('of two of whom neither has an opening remember the times of both', () => {
    const [a, b] = [since.add(undefined, at(1)), since.add(undefined, at(2))] as JsonValue[];
    const united = since.merge(a as JsonValue, b as JsonValue);
    expect(united).toEqual({ since: null, inSpan: [], recent: [NOW + 1, NOW + 2] });
    expect(since.value(since.add(united, at(1, 'Opened')) as JsonValue, NOW)).toEqual([NOW + 2]);
  });
});
