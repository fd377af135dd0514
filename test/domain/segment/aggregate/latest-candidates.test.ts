import { describe, expect, it } from 'vitest';
import { MATCHING_EVENTS, uniteCandidates } from '../../../../domain/segment/aggregate/latest-candidates.ts';
import type { Candidate } from '../../../../domain/segment/aggregate/matching-state.ts';

const KEY = 'abcdefgh';
const withKeys = (time: number, count: number, key = KEY): Candidate => [time, key.repeat(count)];
const NONE = { events: [] };

describe('the latest events that are held against others', () => {
  it('are those of both, ascending; where the second adds nothing, the very first', () => {
    const a = { events: [withKeys(1, 1), withKeys(5, 1)] };
    expect(uniteCandidates(a, { events: [withKeys(3, 1)] }).events.map(([time]) => time)).toEqual([1, 3, 5]);
    expect(uniteCandidates(a, NONE)).toBe(a);
  });

  it('given more than are remembered, then are the latest, and no other needs to be kept away', () => {
    const full = { events: Array.from({ length: MATCHING_EVENTS }, (_, time) => withKeys(10 + time, 1)) };
    const { events, forgotten } = uniteCandidates(full, { events: [withKeys(90, 1)] });
    expect([events.length, events[0]?.[0], events.at(-1)?.[0]]).toEqual([MATCHING_EVENTS, 11, 90]);
    expect(forgotten).toBeUndefined();
    expect(uniteCandidates(full, { events: [withKeys(5, 1)] })).toBe(full);
    expect(uniteCandidates(full, { events: [], forgotten: withKeys(5, 1) })).toBe(full);
  });

  it('given a hundred keys, then all are kept; given one more, then the earliest of them gives way', () => {
    const hundred = { events: [10, 20, 30, 40].map((time) => withKeys(time, 25)) };
    expect(uniteCandidates(hundred, NONE)).toBe(hundred);
    expect(uniteCandidates(NONE, hundred)).toEqual({ ...hundred, forgotten: undefined });
    expect(uniteCandidates(hundred, { events: [withKeys(50, 1)] })).toEqual({
      events: [withKeys(20, 25), withKeys(30, 25), withKeys(40, 25), withKeys(50, 1)],
      forgotten: withKeys(10, 25),
    });
  });

  it('given one that gave way, then it and all before it stay away, and those after it do not', () => {
    const known = { events: [withKeys(20, 1)], forgotten: withKeys(10, 25, 'mmmmmmmm') };
    const withOne = (event: Candidate) => uniteCandidates(known, { events: [event] });
    expect(withOne(withKeys(9, 1))).toBe(known);
    expect(withOne(withKeys(10, 25, 'mmmmmmmm'))).toBe(known);
    expect(withOne(withKeys(10, 25, 'aaaaaaaa'))).toBe(known);
    expect(withOne(withKeys(10, 25, 'zzzzzzzz')).events).toHaveLength(2);
    expect(withOne(withKeys(11, 1)).events).toHaveLength(2);
    expect(withOne(withKeys(11, 1)).forgotten).toEqual(known.forgotten);
  });

  it('given that of both some gave way, then the later of these keeps others away', () => {
    const one = { events: [withKeys(12, 1), withKeys(30, 1)], forgotten: withKeys(10, 2) };
    const other = { events: [withKeys(40, 1)], forgotten: withKeys(20, 2) };
    const all = { events: [withKeys(30, 1), withKeys(40, 1)], forgotten: withKeys(20, 2) };
    expect(uniteCandidates(one, other)).toEqual(all);
    expect(uniteCandidates(other, one)).toEqual(all);
    const { forgotten: _, ...nothingGone } = one;
    expect(uniteCandidates(nothingGone, other)).toEqual(all);
    expect(uniteCandidates(other, nothingGone)).toEqual(all);
    expect(uniteCandidates(one, { events: [], forgotten: withKeys(20, 2) }).events).toEqual([
      withKeys(30, 1),
    ]);
  });
});
