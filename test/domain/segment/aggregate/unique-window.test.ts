import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { createUniqueWindow } from '../../../../domain/segment/aggregate/unique-window.ts';

/** Its buckets are of one millisecond. */
const unique = createUniqueWindow({ withinMilliseconds: 60 });

type Sightings = readonly (readonly [time: number, ...values: JsonValue[]])[];
const stateOf = (sightings: Sightings) =>
  sightings.reduce<JsonValue | undefined>(
    (state, [time, ...values]) => unique.add(state, time, values),
    undefined,
  );
const valuesOf = (state: JsonValue | undefined, now: number) => unique.value(state, now);

describe('the different values in a sliding window', () => {
  it('given a value that is seen again, then it leaves with the bucket that it was last seen in', () => {
    const state = stateOf([
      [100, 'a', 'b'],
      [120, 'a'],
    ]);
    expect([160, 161, 180, 181].map((now) => valuesOf(state, now))).toEqual([['a', 'b'], ['a'], ['a'], []]);
    expect([130, 161, 181].map((now) => unique.changesAt(state, now))).toEqual([161, 181, null]);
  });

  it('given what was seen later already, then the state is the very same', () => {
    const state = stateOf([
      [100, 'a'],
      [120, 'b'],
    ]);
    expect(unique.add(state, 100, ['a'])).toBe(state);
    expect(unique.add(state, 90, ['a', 'b'])).toBe(state);
    expect(unique.add(state, 101, ['a'])).not.toBe(state);
  });

  it('given what has left by the time of the newest, then it is forgotten; at the far edge it is not', () => {
    const state = stateOf([[160, 'new']]);
    expect(unique.add(state, 99, ['old'])).toBe(state);
    expect(valuesOf(unique.add(state, 100, ['old']), 160)).toEqual(['new', 'old']);
    expect(
      stateOf([
        [99, 'old'],
        [160, 'new'],
      ]),
    ).toEqual(state);
    expect(
      valuesOf(
        stateOf([
          [100, 'old'],
          [160, 'new'],
        ]),
        160,
      ),
    ).toEqual(['new', 'old']);
  });

  it('given values of one bucket, then they are kept in one order, however they came', () => {
    const state = stateOf([[100, 'a', 'b', 'c']]);
    expect(
      stateOf([
        [100, 'c'],
        [100, 'a'],
        [100, 'b'],
      ]),
    ).toEqual(state);
    expect(unique.unite(stateOf([[100, 'b']]) ?? null, stateOf([[100, 'c', 'a']]) ?? null)).toEqual(state);
  });

  it('given more than a hundred and one, then the latest of them are kept, in whatever order they came', () => {
    const sightings = Array.from({ length: 110 }, (_, index) => [100 + (index % 50), index] as const);
    const state = stateOf(sightings);
    expect(stateOf(sightings.toReversed())).toEqual(state);
    const values = valuesOf(state, 150) as number[];
    expect(values).toHaveLength(101);
    expect([0, 50, 100, 1, 51, 101, 2, 52].filter((value) => values.includes(value))).toEqual([]);
    expect(values).toContain(109);
    expect(unique.add(state, 100, ['too old'])).toBe(state);
  });
});
