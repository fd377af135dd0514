import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { type Aggregate, REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import type { Opening } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createMeasureSinceAggregate } from '../../../../domain/segment/aggregate/measure-since-aggregate.ts';
import { foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const of = { names: ['A', 'Both'], where: [] };
const opens = { names: ['Opened', 'Both'], where: [] };

function countSince(since: Opening, withinMilliseconds?: number): Aggregate {
  const within = withinMilliseconds === undefined ? {} : { withinMilliseconds };
  return createMeasureSinceAggregate(
    { kind: 'measure-since', of, measure: 'count', property: null, since, ...within },
    'UTC',
  );
}

const sinceEvent = (spanMilliseconds?: number): Opening =>
  spanMilliseconds === undefined
    ? { kind: 'event', of: opens }
    : { kind: 'event', of: opens, spanMilliseconds };
const sinceEntry: Opening = { kind: 'entry', aggregate: 'e' };
const sent = (name: string, offset: number) =>
  anEvent({ name, time: NOW + offset, messageId: `m-${offset}` });
const stateOf = (aggregate: Aggregate, ...events: ReturnType<typeof sent>[]): JsonValue =>
  foldEach(aggregate, events) ?? null;
const FORTY = Array.from({ length: 40 }, (_, index) => sent('A', index));

describe('a count since an event', () => {
  it('given an opening, then counts what is after it, and an earlier one changes nothing', () => {
    const count = countSince(sinceEvent());
    const state = stateOf(count, sent('A', -1), sent('Opened', 0), sent('A', 0), sent('A', 1), sent('A', 9));
    expect(count.value(state, NOW + 9)).toBe(2);
    expect(count.changesAt(state, NOW + 9)).toBeNull();
    expect(count.add(state, sent('Opened', -5))).toBe(state);
    expect(count.add(state, sent('A', -3))).toBe(state);
    expect(count.add(state, sent('Else', 5))).toBe(state);
    expect(count.value(count.add(state, sent('Both', 5)), NOW + 9)).toBe(1);
  });

  it('given nothing that it takes in, then there is no state', () => {
    expect(countSince(sinceEvent()).add(undefined, sent('Else', 0))).toBeUndefined();
    const count = countSince(sinceEntry);
    expect(count.add(undefined, sent('Else', 0))).toBeUndefined();
    expect(count.openAt?.(undefined, null)).toBeUndefined();
  });

  it('given a span, then counts what is in it, its last moment included', () => {
    const count = countSince(sinceEvent(10));
    const events = [sent('Opened', 0), sent('A', 1), sent('A', 10), sent('A', 11)];
    expect(count.value(stateOf(count, ...events), NOW + 20)).toBe(2);
    expect(count.value(stateOf(count, ...events.toReversed()), NOW + 20)).toBe(2);
  });

  it('given a window, then what leaves it counts no more', () => {
    const count = countSince(sinceEvent(), 60);
    const state = stateOf(count, sent('Opened', 0), sent('A', 1), sent('A', 5));
    expect(count.changesAt(state, NOW + 5)).toBe(NOW + 62);
    expect([61, 62, 66].map((offset) => count.value(state, NOW + offset))).toEqual([2, 1, 0]);
  });

  it('given openings of both profiles, then the later one holds, whichever is merged into which', () => {
    const count = countSince(sinceEvent());
    const early = stateOf(count, sent('Opened', 0), sent('A', 1), sent('A', 6));
    const late = stateOf(count, sent('Opened', 5), sent('A', 7));
    const none = stateOf(count, sent('A', 8));
    const mergedOf = (a: JsonValue, b: JsonValue) => count.value(count.merge(a, b), NOW + 9);
    expect([mergedOf(early, late), mergedOf(late, early)]).toEqual([2, 2]);
    expect([mergedOf(early, none), mergedOf(none, early)]).toEqual([3, 3]);
    expect(mergedOf(none, none)).toBe(0);
  });

  it('given an opening before what is remembered, then asks for a refold, by an event or merged', () => {
    const count = countSince(sinceEvent());
    const state = stateOf(count, ...FORTY);
    const opened = (offset: number) => stateOf(count, sent('Opened', offset));
    expect(count.add(state, sent('Opened', 6))).toBe(REFOLD);
    expect(count.merge(state, opened(6))).toBe(REFOLD);
    expect(count.merge(opened(6), state)).toBe(REFOLD);
    expect(count.value(count.merge(state, opened(7)), NOW + 50)).toBe(32);
  });
});

describe('a count since an entry', () => {
  it('given an entry that moves, then counts anew from there, back and forth', () => {
    const count = countSince(sinceEntry);
    const openAt = (state: JsonValue | undefined, offset: number | null) =>
      count.openAt?.(state, offset === null ? null : NOW + offset);
    const state = stateOf(count, sent('A', 1), sent('A', 2), sent('A', 3));
    expect(count.value(state, NOW + 9)).toBe(0);
    const later = openAt(state, 2);
    expect(count.value(later, NOW + 9)).toBe(1);
    expect(count.value(openAt(later, 0), NOW + 9)).toBe(3);
    expect(count.value(openAt(later, null), NOW + 9)).toBe(0);
    expect(openAt(later, 2)).toBe(later);
    expect(count.add(later, sent('Else', 5))).toBe(later);
    expect(count.value(count.add(later, sent('A', 5)), NOW + 9)).toBe(2);
  });

  it('given an entry before what is remembered, then asks for a refold', () => {
    const count = countSince(sinceEntry);
    const state = stateOf(count, ...FORTY);
    expect(count.openAt?.(state, NOW + 6)).toBe(REFOLD);
    expect(count.value(count.openAt?.(state, NOW + 7), NOW + 50)).toBe(32);
  });
});
