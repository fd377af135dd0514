import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { createTopAggregate } from '../../../../domain/segment/aggregate/top-aggregate.ts';
import { readTopState } from '../../../../domain/segment/aggregate/top-state.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const top = createTopAggregate(
  { kind: 'top', of: { names: ['Viewed'], where: [] }, property: ['colour'] },
  'UTC',
);
const viewed = (colour: JsonValue, offset = 0) =>
  anEvent({ name: 'Viewed', messageId: `m-${offset}`, time: NOW + offset, properties: { colour } });
const fold = (...colours: readonly (readonly [JsonValue, number])[]) =>
  colours.reduce<JsonValue | undefined>(
    (state, [colour, offset]) => top.add(state, viewed(colour, offset)),
    undefined,
  );
const merged = (a: JsonValue | undefined, b: JsonValue | undefined) =>
  top.merge(a as JsonValue, b as JsonValue);
const several = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `c${from + index}`);

describe('top of two who are one', () => {
  it('counts what both have together, and remembers when each came last', () => {
    const a = fold(['red', 1], ['red', 5], ['blue', 2]);
    const b = fold(['blue', 3], ['green', 4], ['blue', 9]);
    const whole = {
      counts: [
        ['blue', 3, NOW + 9],
        ['green', 1, NOW + 4],
        ['red', 2, NOW + 5],
      ],
    };
    expect([merged(a, b), merged(b, a)].map(readTopState)).toEqual([whole, whole]);
    expect(top.value(merged(a, b), NOW)).toBe('blue');
    expect(merged(a, b)).toEqual(
      fold(['red', 1], ['red', 5], ['blue', 2], ['blue', 3], ['green', 4], ['blue', 9]),
    );
  });

  it('tells a number from its text', () => {
    expect(readTopState(merged(fold([5, 1]), fold(['5', 2])))).toEqual({
      counts: [
        ['5', 1, NOW + 2],
        [5, 1, NOW + 1],
      ],
    });
  });

  it('of equally frequent values is the one that came last, in whichever of the two', () => {
    expect(top.value(merged(fold(['red', 7]), fold(['blue', 3])), NOW)).toBe('red');
    expect(top.value(merged(fold(['red', 1], ['blue', 2]), fold(['red', 3], ['blue', 1])), NOW)).toBe('red');
  });

  it('is exact up to a hundred values', () => {
    const state = readTopState(merged(fold([several(0, 50), 1]), fold([several(50, 100), 2])));
    expect(state.counts).toHaveLength(100);
    expect(state).not.toHaveProperty('approximate');
  });

  it('past them keeps the most frequent, and says that it is approximate', () => {
    const frequent = fold([several(0, 100), 1], ['c7', 2]);
    const state = readTopState(merged(frequent, fold([['new', 'newer'], 3], ['new', 4])));
    expect(state.counts).toHaveLength(100);
    expect(state).toMatchObject({ approximate: true });
    expect(state.counts).toEqual(
      expect.arrayContaining([
        ['new', 2, NOW + 4],
        ['c7', 2, NOW + 2],
        ['newer', 1, NOW + 3],
      ]),
    );
  });

  it('is approximate where one of the two was', () => {
    const approximate = fold([several(0, 101), 1]);
    expect(approximate).toMatchObject({ approximate: true });
    const few = fold(['c100', 2]);
    expect([merged(approximate, few), merged(few, approximate)]).toMatchObject([
      { approximate: true },
      { approximate: true },
    ]);
    expect(top.add(approximate, viewed('c100', 3))).toMatchObject({ approximate: true });
    expect(top.add(merged(fold([several(0, 99), 1]), approximate), viewed('new', 3))).toMatchObject({
      approximate: true,
    });
  });
});

describe('top of nothing', () => {
  it('is nothing, and time does not change it', () => {
    expect(top.value(undefined, NOW)).toBeUndefined();
    expect(top.changesAt(fold(['red', 1]), NOW)).toBeNull();
  });

  it('stays the very same where an event says nothing of it', () => {
    const state = fold(['red', 1]);
    expect(top.add(state, viewed([], 2))).toBe(state);
    expect(top.add(state, anEvent({ name: 'Other', properties: { colour: 'blue' } }))).toBe(state);
    expect(top.add(undefined, anEvent({ name: 'Other', properties: { colour: 'blue' } }))).toBeUndefined();
  });
});
