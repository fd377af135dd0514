import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../domain/event/json.ts';
import { createTopAggregate } from '../../../domain/segment/top-aggregate.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const top = createTopAggregate(
  { kind: 'top', of: { names: ['Viewed'], where: [] }, property: ['colour'] },
  'UTC',
);
const viewed = (colour: JsonValue, time = NOW) =>
  anEvent({ name: 'Viewed', messageId: `m-${time}`, time, properties: { colour } });

type Counted = [value: JsonValue, count: number];

const textOf = ([value]: Counted) => JSON.stringify(value);
const byText = (a: Counted, b: Counted) => (textOf(a) < textOf(b) ? -1 : 1);

/** The Space-Saving algorithm as it is written down: value by value, looking at all that are counted each time. */
function countSlowly(values: readonly JsonValue[]): unknown {
  let counted: Counted[] = [];
  let isApproximate = false;
  for (const value of values) {
    const known = counted.find(([other]) => other === value);
    const [rarest] = counted.toSorted((a, b) => a[1] - b[1] || -byText(a, b));
    if (known !== undefined) known[1] += 1;
    else if (counted.length < 100 || rarest === undefined) counted.push([value, 1]);
    else {
      isApproximate = true;
      counted = [...counted.filter((other) => other !== rarest), [value, rarest[1] + 1]];
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
    const events = fc.array(fc.array(value, { maxLength: 120, size: 'max' }), { maxLength: 4 });
    fc.assert(
      fc.property(events, (lists) => {
        let state: JsonValue | undefined;
        for (const list of lists) state = top.add(state, viewed(list));
        expect(JSON.stringify(state ?? { counts: [] })).toBe(JSON.stringify(countSlowly(lists.flat())));
      }),
      { numRuns: 200 },
    );
  });
});
