import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { createTopAggregate } from '../../../../domain/segment/aggregate/top-aggregate.ts';
import { readTopState } from '../../../../domain/segment/aggregate/top-state.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const top = createTopAggregate(
  { kind: 'top', of: { names: ['Viewed'], where: [] }, property: ['colour'] },
  'UTC',
);
const viewed = (colour: JsonValue, time = NOW) =>
  anEvent({ name: 'Viewed', messageId: `m-${time}`, time, properties: { colour } });

type Counted = [value: JsonValue, count: number, latest: number];

const textOf = ([value]: Counted) => JSON.stringify(value);
const byText = (a: Counted, b: Counted) => (textOf(a) < textOf(b) ? -1 : 1);

/** The Space-Saving algorithm as it is written down: value by value, looking at all that are counted each time. */
function countSlowly(values: readonly (readonly [value: JsonValue, time: number])[]): unknown {
  let counted: Counted[] = [];
  let isApproximate = false;
  for (const [value, time] of values) {
    const known = counted.find(([other]) => other === value);
    const [rarest] = counted.toSorted((a, b) => a[1] - b[1] || a[2] - b[2] || -byText(a, b));
    if (known !== undefined) {
      known[1] += 1;
      known[2] = Math.max(known[2], time);
    } else if (counted.length < 100 || rarest === undefined) counted.push([value, 1, time]);
    else {
      isApproximate = true;
      counted = [...counted.filter((other) => other !== rarest), [value, rarest[1] + 1, time]];
    }
  }
  const counts = counted.toSorted(byText);
  return isApproximate ? { counts, approximate: true } : { counts };
}

describe('top', () => {
  it('counts many values of one event as if they had come one by one', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 80 }),
      fc.integer({ min: 0, max: 80 }).map(String),
      fc.boolean(),
    );
    const minutes = fc.integer({ min: 0, max: 3 });
    const lists = fc.array(fc.tuple(fc.array(value, { maxLength: 120, size: 'max' }), minutes), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(lists, (sent) => {
        let state: JsonValue | undefined;
        for (const [list, minute] of sent) state = top.add(state, viewed(list, NOW + minute));
        const oneByOne = sent.flatMap(([list, minute]) => list.map((each) => [each, NOW + minute] as const));
        expect(JSON.stringify(readTopState(state))).toBe(JSON.stringify(countSlowly(oneByOne)));
      }),
      { numRuns: 200 },
    );
  });

  it('of equally frequent values is the one that came last, in whatever order they were received', () => {
    const events = [viewed('red', NOW - 2), viewed('blue', NOW), viewed('green', NOW - 1)];
    const inOrder = events.reduce<JsonValue | undefined>(top.add, undefined);
    const reversed = events.toReversed().reduce<JsonValue | undefined>(top.add, undefined);
    expect(top.value(inOrder, NOW)).toBe('blue');
    expect(reversed).toEqual(inOrder);
  });

  it('of equally frequent values of one moment is the first by its text', () => {
    expect(top.value(top.add(undefined, viewed(['red', 'blue'])), NOW)).toBe('blue');
  });

  it('counts no value over 200 bytes', () => {
    const state = top.add(undefined, viewed(['x'.repeat(199), 'x'.repeat(198), 'ü'.repeat(100)]));
    expect(readTopState(state)).toEqual({ counts: [['x'.repeat(198), 1, NOW]] });
    expect(top.add(state, viewed('x'.repeat(500)))).toBe(state);
  });

  it('remembers a moment to the millisecond, however long ago', () => {
    const times = [-1, 0, 999, NOW, 4_400_000_000_000];
    const state = times.reduce<JsonValue | undefined>(
      (before, time) => top.add(before, viewed(time, time)),
      undefined,
    );
    expect(readTopState(state).counts.map(([, , latest]) => latest)).toEqual([
      -1,
      0,
      NOW,
      4_400_000_000_000,
      999,
    ]);
  });
});
