import { describe, expect, it } from 'vitest';
import { REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import { createMeasureVisitAggregate } from '../../../../domain/segment/aggregate/measure-visit-aggregate.ts';
import { foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const of = { names: ['A', 'Both'], where: [] };
const begins = { names: ['Opened', 'Both'], where: [] };

const measure = (endsAfterMilliseconds: number, withinMilliseconds?: number) =>
  createMeasureVisitAggregate(
    {
      of,
      measure: 'count',
      property: null,
      ...(withinMilliseconds !== undefined && { withinMilliseconds }),
    },
    { begins, endsAfterMilliseconds },
    'UTC',
  );
const sent = (name: string, offset: number) =>
  anEvent({ name, time: NOW + offset, messageId: `m-${offset}`, properties: { venue: 'bar' } });
const FORTY = Array.from({ length: 40 }, (_, index) => sent('A', 10 + index));

describe('a measure of the visit under way', () => {
  it('given one visit, then counts from its first moment until it is over, and nothing before or after', () => {
    const count = measure(5);
    const state = foldEach(count, [sent('A', -1), sent('Both', 0), sent('A', 1), sent('A', 3)]);
    expect([-1, 0, 4, 5].map((offset) => count.value(state, NOW + offset))).toEqual([0, 3, 3, 0]);
    expect([-1, 0, 4, 5].map((offset) => count.changesAt(state, NOW + offset))).toEqual([
      NOW,
      NOW + 5,
      NOW + 5,
      null,
    ]);
  });

  it('given no visit, then nothing counts, and nothing changes it', () => {
    const count = measure(5);
    expect(count.value(undefined, NOW)).toBe(0);
    expect(count.changesAt(undefined, NOW)).toBeNull();
    const state = foldEach(count, [sent('A', 0)]);
    expect(count.value(state, NOW)).toBe(0);
    expect(count.changesAt(state, NOW)).toBeNull();
  });

  it('given a window, then what has left it counts no more, though the visit goes on', () => {
    const count = measure(1000, 60);
    const state = foldEach(count, [sent('Both', 0), sent('A', 10)]);
    expect(count.changesAt(state, NOW + 10)).toBe(NOW + 61);
    expect([60, 61, 71].map((offset) => count.value(state, NOW + offset))).toEqual([2, 1, 0]);
    expect(count.changesAt(state, NOW + 71)).toBe(NOW + 1000);
  });

  it('given a visit that goes on, then it is over later; given nothing new, then the state is the very same', () => {
    const count = measure(5);
    const state = foldEach(count, [sent('Opened', 0), sent('A', 1), sent('Opened', 3)]);
    expect(count.value(state, NOW + 7)).toBe(1);
    expect(count.changesAt(state, NOW + 7)).toBe(NOW + 8);
    expect(count.add(state, sent('Opened', 2))).toBe(state);
    expect(count.add(state, sent('Else', 2))).toBe(state);
    expect(count.add(state, sent('A', 2))).not.toBe(state);
  });

  it('given an earlier beginning than it remembers, then asks for a refold, by an event or merged', () => {
    const count = measure(5);
    const state = foldEach(count, FORTY) ?? null;
    const visitAt = (offset: number) => foldEach(count, [sent('Opened', offset)]) ?? null;
    expect(count.add(state, sent('Opened', 17))).toBe(REFOLD);
    expect(count.merge(state, visitAt(17))).toBe(REFOLD);
    expect(count.merge(visitAt(17), state)).toBe(REFOLD);
    for (const opened of [
      count.add(state, sent('Opened', 18)),
      count.merge(state, visitAt(18)),
      count.merge(visitAt(18), state),
    ]) {
      expect(count.value(opened, NOW + 20)).toBe(32);
    }
  });

  it('given visits that were forgotten, and an event that joins two, then asks for a refold', () => {
    const count = measure(50);
    const state = foldEach(
      count,
      [0, 100, 200, 300, 400].map((offset) => sent('Both', offset)),
    );
    expect(count.add(state, sent('Opened', 150))).toBe(REFOLD);
    expect(count.merge(state ?? null, foldEach(count, [sent('Opened', 150)]) ?? null)).toBe(REFOLD);
    expect(count.value(state, NOW + 410)).toBe(1);
  });

  it('given the events of two profiles, then merged it is the state of all of them', () => {
    const count = measure(5);
    const events = [sent('Both', 0), sent('A', 1), sent('Both', 3), sent('A', 6), sent('Opened', 20)];
    const all = foldEach(count, events);
    const states = [events.slice(1, 3), [...events.slice(3), ...events.slice(0, 1)]].map(
      (some) => foldEach(count, some) ?? null,
    );
    const [a = null, b = null] = states;
    expect(count.merge(a, b)).toEqual(all);
    expect(count.merge(b, a)).toEqual(all);
  });
});
