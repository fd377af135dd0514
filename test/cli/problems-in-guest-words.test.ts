import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

/** What `check` says of a segment with this condition on line 1, column 7. */
async function complaintsOf(condition: string): Promise<string[]> {
  const all = await complaintsAbout({ 'segments/x.yaml': `when: ${condition}\n` });
  return all.map((complaint) => complaint.replace('segments/x.yaml:', ''));
}

describe('conditions about guests as they come to mind', () => {
  it.each([
    [
      '{ reachable: mail }',
      '1:20 expected one of `email`, `sms`, `push`, found `mail` (did you mean `email`?)',
    ],
    [
      '{ reachable: emial }',
      '1:20 expected one of `email`, `sms`, `push`, found `emial` (did you mean `email`?)',
    ],
    ['{ reachable: whatsapp }', '1:20 expected one of `email`, `sms`, `push`, found `whatsapp`'],
    ['{ identifier: mail }', '1:21 unknown namespace `mail` (did you mean `email`?)'],
    ['{ identifier: phon }', '1:21 unknown namespace `phon` (did you mean `phone`?)'],
    [
      '{ offer: free, status: used }',
      '1:30 expected one of `held`, `granted`, `valid`, `redeemed`, `expired`, found `used`',
    ],
    [
      '{ offer: free, status: redemed }',
      '1:30 expected one of `held`, `granted`, `valid`, `redeemed`, `expired`, found `redemed` (did you mean `redeemed`?)',
    ],
    ['{ at: barr }', '1:13 unknown venue `barr` (did you mean `bar`?)'],
    ['{ at: bar, zne: x }', '1:18 unknown key `zne` (did you mean `zone`?)'],
    ['{ zone: { startWith: table- } }', '1:17 unknown key `startWith` (did you mean `startsWith`?)'],
    [
      '{ zone: {} }',
      '1:15 expected a matcher such as `is`, `includes`, `atLeast` or `exists: true`, found an empty mapping',
    ],
    ['{ message: helo }', '1:18 unknown campaign `helo` (did you mean `hello`?)'],
    [
      '{ message: hello, status: open }',
      '1:33 expected one of `sent`, `delivered`, `opened`, `clicked`, `bounced`, `unsubscribed`, `spam`, found `open` (did you mean `opened`?)',
    ],
    [
      '{ message: hello, status: clickd, within: 3 days }',
      '1:33 expected one of `sent`, `delivered`, `opened`, `clicked`, `bounced`, `unsubscribed`, `spam`, found `clickd` (did you mean `clicked`?)',
    ],
    ['{ mesage: hello, status: sent }', '1:9 unknown key `mesage` (did you mean `message`?)'],
    [
      '{ list: [a, b] }',
      '1:15 expected the name of a list: letters, digits, - and _, as `press-guests`, found a list',
    ],
    [
      '{ random: 10 }',
      '1:17 expected a percentage from 0% to 100%, such as `10%`, found `10` (did you mean `10%`?)',
    ],
    [
      '{ random: 0.1 }',
      '1:17 expected a percentage from 0% to 100%, such as `10%`, found `0.1` (did you mean `10%`?)',
    ],
    ['{ random: 110% }', '1:17 expected a percentage from 0% to 100%, such as `10%`, found `110%`'],
    [
      '{ random: 10 percent }',
      '1:17 expected a percentage from 0% to 100%, such as `10%`, found `10 percent`',
    ],
    ['{ sequence: Product Viewed }', '1:19 expected a list of steps, found `Product Viewed`'],
    [
      '{ sequence: [{ event: X }] }',
      '1:19 expected a list of two steps or more; for one alone write `event`, found a list of one',
    ],
    [
      '{ sequence: [] }',
      '1:19 expected a list of two steps or more; for one alone write `event`, found an empty list',
    ],
    [
      '{ sequence: [{ event: X }, { not: Order Completed }] }',
      '1:41 expected `{ event: Order Completed }`, found `Order Completed`',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z, within: 2 hours }] }',
      '1:46 unknown key `within` (there is `event`, `where`)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z, count: 2 }] }',
      '1:46 unknown key `count` (there is `event`, `where`)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z }], for: 2 hours }',
      '1:49 unknown key `for` (there is `sequence`, `within`, `span`, `since`)',
    ],
    [
      '{ sequence: [{ event: X }, { then: Z }] }',
      '1:36 unknown key `then` (there is `event`, `where`, `not`, `for`)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z }], since: { event: Y } }',
      '1:56 expected `entry`; else begin the sequence with that event, found a mapping with `event`',
    ],
    [
      '{ affinity: category, is: Dresses }',
      '1:7 expected `share: { atLeast: 0.5 }` or `count: { atLeast: 3 }`, or both, found a mapping with `affinity`, `is`',
    ],
    [
      '{ affinity: category, share: { atLeast: 0.5 } }',
      '1:7 expected a matcher such as `is`, `includes`, `atLeast` or `exists: true`, found a mapping with `affinity`, `share`',
    ],
    [
      '{ affinity: category, is: Dresses, share: 50% }',
      '1:49 expected a share from 0 to 1, such as `{ atLeast: 0.5 }`, found `50%` (write `{ atLeast: 0.5 }`)',
    ],
    [
      '{ affinity: category, is: Dresses, share: 0.5 }',
      '1:49 expected a share from 0 to 1, such as `{ atLeast: 0.5 }`, found `0.5` (write `{ atLeast: 0.5 }`)',
    ],
    [
      '{ affinity: category, is: Dresses, share: { atLeast: 50 } }',
      '1:60 expected a share from 0 to 1, such as `{ atLeast: 0.5 }`, found `50`',
    ],
    [
      '{ affinity: category, is: Dresses, over: Product Viewed, share: { atLeast: 0.5 } }',
      '1:48 expected `{ event: [Product Viewed, Cart Updated] }`, found `Product Viewed`',
    ],
    [
      '{ affinty: category, is: Dresses, share: { atLeast: 0.5 } }',
      '1:9 unknown key `affinty` (did you mean `affinity`?)',
    ],
    [
      '{ affinity: category, value: Dresses, share: { atLeast: 0.5 } }',
      '1:29 unknown key `value` (did you mean `is`?)',
    ],
    ['{ trait: vegan, exists: yes }', '1:31 expected true or false, found `yes`'],
    [
      '{ trait: age, atLeast: 18+ }',
      '1:30 expected a number or a date, such as `100` or `2026-03-01`, found `18+`',
    ],
    [
      '{ trait: age, is: { atLeast: 18 } }',
      '1:25 expected text, a number, true or false, found a mapping with `atLeast`',
    ],
    ['{ trait: opens, after: 09:00 }', '1:30 expected a date, or `18 years ago`, found `09:00`'],
    [
      '{ trait: name, matches: "(a+" }',
      '1:31 expected a regular expression in RE2 syntax, of up to 1000 characters, found `(a+`',
    ],
    [
      '{ trait: name, matches: "(?=x)" }',
      '1:31 expected a regular expression in RE2 syntax, of up to 1000 characters, found `(?=x)`',
    ],
    ['{ all: { event: X } }', '1:14 expected a list of conditions, found a mapping with `event`'],
    [
      '{ not: X }',
      '1:14 expected a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`, found `X` (for an event write `{ event: X }`)',
    ],
    ['{ segment: vip, within: 30 days }', '1:23 unknown key `within` (there is `segment`, `for`)'],
    ['{ consent: true }', '1:18 expected text, found `true` (write it in quotes: `"true"`)'],
    [
      '{ sequnce: [{ event: X }, { event: Z }], within: 2 hours }',
      '1:9 unknown key `sequnce` (did you mean `sequence`?)',
    ],
    ['{ at: bar, for: 10 minutes }', '1:18 unknown key `for` (there is `at`, `zone`)'],
  ])('given %s, then it says how it is written', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });
});
