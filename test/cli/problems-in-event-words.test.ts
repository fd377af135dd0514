import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

/** What `check` says of a segment with this condition on line 1, column 7. */
async function complaintsOf(condition: string): Promise<string[]> {
  const all = await complaintsAbout({ 'segments/x.yaml': `when: ${condition}\n` });
  return all.map((complaint) => complaint.replace('segments/x.yaml:', ''));
}

describe('conditions about events as they come to mind', () => {
  it.each([
    ['{ event: X, withn: 3 days }', '1:19 unknown key `withn` (did you mean `within`?)'],
    [
      '{ event: X, count: 2+ }',
      '1:26 expected a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`, found `2+`',
    ],
    [
      '{ event: X, count: ">= 2" }',
      '1:26 expected a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`, found `>= 2`',
    ],
    ['{ event: X, count: { min: 2 } }', '1:28 unknown key `min` (did you mean `atLeast`?)'],
    [
      '{ event: X, count: two }',
      '1:26 expected a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`, found `two`',
    ],
    [
      '{ event: X, count: 2.5 }',
      '1:26 expected a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`, found `2.5`',
    ],
    [
      '{ event: X, count: { atLeast: "2" } }',
      '1:37 expected a whole number, found `2` (write it without quotes: `2`)',
    ],
    [
      '{ event: X, within: 3 }',
      '1:27 expected a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`, found `3` (say of what: `3 minutes`, `3 days`)',
    ],
    [
      '{ event: X, within: 60 days to 30 days }',
      '1:27 expected a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`, found `60 days to 30 days`',
    ],
    [
      '{ event: X, within: [30 days] }',
      '1:27 expected a range of two durations, such as `[60 days, 30 days]`, found a list of one',
    ],
    ['{ event: X, sum: revenue }', '1:24 expected `{ of: revenue, atLeast: 500 }`, found `revenue`'],
    [
      '{ event: X, sum: { of: revenue } }',
      '1:24 expected a test such as `atLeast: 500` beside `of`, found a mapping with `of`',
    ],
    [
      '{ event: X, sum: { of: revenue, atLeast: "500" } }',
      '1:48 expected a number, found `500` (write it without quotes: `500`)',
    ],
    [
      '{ event: X, sum: { atLeast: 500 } }',
      '1:24 `of` is missing (it must be a dotted path such as `products.category`)',
    ],
    [
      '{ event: X, sum: { property: revenue, atLeast: 500 } }',
      '1:26 unknown key `property` (did you mean `of`?)',
    ],
    [
      '{ event: X, averge: { of: revenue, atLeast: 500 } }',
      '1:19 unknown key `averge` (did you mean `average`?)',
    ],
    [
      '{ event: X, unique: { of: sku, atLeast: 101 } }',
      '1:47 expected a whole number up to 100: so many different values are told apart, found `101`',
    ],
    [
      '{ event: X, unique: { of: sku, atLeast: 2.5 } }',
      '1:47 expected a whole number up to 100: so many different values are told apart, found `2.5`',
    ],
    ['{ event: X, unique: sku }', '1:27 expected `{ of: sku, atLeast: 3 }`, found `sku`'],
    [
      '{ event: X, matching: { event: Y, on: {} } }',
      '1:45 expected pairs of paths, such as `{ product_id: products.product_id }`, found an empty mapping',
    ],
    [
      '{ event: X, matching: { event: Y, on: product_id } }',
      '1:45 expected pairs of paths, such as `{ product_id: products.product_id }`, found `product_id`',
    ],
    ['{ event: X, matching: { evnt: Y, on: { a: b } } }', '1:31 unknown key `evnt` (did you mean `event`?)'],
    [
      '{ event: X, matching: Order Completed }',
      '1:29 expected `{ event: Order Completed, on: { product_id: products.product_id } }`, found `Order Completed`',
    ],
    [
      '{ event: X, since: { event: Y, within: 3 days } }',
      '1:38 unknown key `within` (there is `event`, `where`, `for`)',
    ],
    ['{ event: X, since: { segment: vip, for: 3 days } }', '1:42 unknown key `for` (there is `segment`)'],
    [
      '{ event: X, since: 12.03.2026 }',
      '1:26 expected `{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry`, found `12.03.2026`',
    ],
    [
      '{ event: X, since: 10:00 }',
      '1:26 expected `{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry`, found `10:00`',
    ],
    [
      '{ event: X, where: [rating, 3] }',
      '1:26 expected paths with what their values must be, such as `{ room: Suite }`, found a list',
    ],
    ['{ event: X, where: { price: { over: 200 } } }', '1:37 unknown key `over` (did you mean `moreThan`?)'],
    [
      '[ { event: X }, { event: Y } ]',
      '1:7 expected a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`, found a list (join them: `all: [ … ]`, or `any: [ … ]` where one is enough)',
    ],
  ])('given %s of events, then it says how it is written', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });
});
