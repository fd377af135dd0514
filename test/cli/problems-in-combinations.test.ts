import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

/** What `check` says of a segment with this condition on line 1, column 7. */
async function complaintsOf(condition: string): Promise<string[]> {
  const all = await complaintsAbout({ 'segments/x.yaml': `when: ${condition}\n` });
  return all.map((complaint) => complaint.replace('segments/x.yaml:', ''));
}

/** What `check` says of a campaign that ends by this condition. */
async function complaintsOfStopWhen(condition: string): Promise<string[]> {
  const text = `trigger: { segment: vip }\nsteps:\n  - send: { channel: sms, text: x }\nstopWhen: ${condition}\n`;
  const all = await complaintsAbout({
    'campaigns/hello.yaml': text,
    'playbook.yaml': 'name: X\ntimezone: UTC\nvisit: { begins: [Checked In], endsAfter: 4 hours }\n',
  });
  return all.map((complaint) => complaint.replace('campaigns/hello.yaml:', ''));
}

describe('what does not go together in a condition', () => {
  it.each([
    [
      '{ event: X, count: { atLeast: 5, atMost: 2 } }',
      '1:26 no number passes all of these tests (the lower end is above the upper one)',
    ],
    [
      '{ event: X, within: [30 days, 60 days] }',
      '1:27 `within` goes from the farther to the nearer (write `[60 days, 30 days]`)',
    ],
    [
      '{ event: X, within: [30 days, 30 days] }',
      '1:27 `within` goes from the farther to the nearer (the two must differ)',
    ],
    [
      '{ event: X, within: [60 days, 30 days], since: { event: Y } }',
      '1:27 a range in `within` goes without `since` (write `within: 60 days`)',
    ],
    [
      '{ event: X, within: [60 days, 30 days], matching: { event: Y, on: { a: b } } }',
      '1:27 a range in `within` goes without `matching` (write `within: 60 days`)',
    ],
    [
      '{ event: X, sum: { of: revenue, moreThan: 5, lessThan: 3 } }',
      '1:24 no number passes all of these tests (the lower end is above the upper one)',
    ],
    [
      '{ event: X, count: { atLeast: 40 }, matching: { event: Y, on: { a: b } } }',
      '1:26 `matching` counts up to 32 events (ask for fewer)',
    ],
    [
      '{ event: X, sum: { of: a, atLeast: 1 }, matching: { event: Y, on: { a: b } } }',
      '1:24 `sum` goes without `matching` (only the matched events are counted)',
    ],
    [
      '{ event: X, within: visit }',
      '1:27 `within: visit`, and nobody says what a visit is (add `visit: { begins: [Checked In], endsAfter: 4 hours }` to playbook.yaml)',
    ],
    [
      '{ sequence: [{ not: { event: X } }, { event: Y }] }',
      '1:20 a sequence begins with an event, not with `not` (begin with the event after which it must not happen)',
    ],
    [
      '{ sequence: [{ event: X }, { not: { event: A } }, { not: { event: B } }] }',
      '1:57 two `not` stand side by side (write one: `not: { event: [Order Completed, Cart Emptied] }`)',
    ],
    [
      '{ sequence: [{ event: X }, { not: { event: A }, for: 2 hours }, { event: Z }] }',
      '1:60 `for` goes only with a `not` at the end (to bound the time from the first step to the last, write `span`)',
    ],
    [
      '{ sequence: [{ event: X }, { not: { event: A, for: 2 hours }, for: 2 hours }] }',
      '1:74 `for` is written twice (write it beside `not`, or within it)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z }], span: 3 hours, within: 2 hours }',
      '1:55 `span: 3 hours` is longer than `within: 2 hours`, which bounds it already (leave it out, or write a longer `within`)',
    ],
    [
      '{ sequence: [{ event: X }, { not: { event: A, for: 2 hours } }], within: 1 hour }',
      '1:58 `for: 2 hours` never passes within `within: 1 hour` (`within` begins before the first step: write a longer one)',
    ],
    [
      '{ sequence: [{ event: X }, { not: { event: A } }], span: 1 hour }',
      '1:64 `span` is from the first event to the last, and there is one (write `within`, or `for` beside the `not`)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z }], within: [3 days, 2 days] }',
      '1:57 a sequence takes no range in `within` (write `within: 3 days`)',
    ],
    [
      '{ sequence: [{ event: X }, { event: Z }], since: entry }',
      '1:56 `since: entry` is known only in a campaign (it means the beginning of the journey; a segment has none)',
    ],
    [
      '{ event: X, not: { event: Y } }',
      '1:9 `event` does not go with `not` (join two conditions with `all: [ … ]`)',
    ],
    [
      '{ all: [{ event: X }], any: [{ event: Y }] }',
      '1:30 `any` does not go with `all` (join two conditions with `all: [ … ]`)',
    ],
    [
      '{ random: 10%, event: X }',
      '1:9 `random` does not go with `event` (join two conditions with `all: [ … ]`)',
    ],
  ])('given %s, then it says why, and what to write', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });

  it.each([
    '{ event: X, within: [60 days, 30 days] }',
    '{ event: X, within: visit, sum: { of: a, atLeast: 1 } }',
    '{ event: X, within: visit, sum: { of: a, atLeast: 1 }, since: entry }',
    '{ affinity: a, is: b, count: 2 }',
  ])('given %s where a journey ends, then it says what that counts from', async (condition) => {
    const [complaint, ...others] = await complaintsOfStopWhen(condition);
    expect(others).toEqual([]);
    expect(complaint).toMatch(/^4:\d+ .*(the journey began|not both).* \(.+\)$/);
  });

  it.each([
    '{ event: X, within: visit, sum: { of: a, atLeast: 1 }, since: 2026-05-01 }',
    '{ event: X, within: visit }',
    '{ sequence: [{ event: X }, { event: Y }], since: entry, within: visit }',
    '{ event: X, sum: { of: a, atLeast: 1 }, within: 3 days }',
  ])('given %s where a journey ends, then it is in order', async (condition) => {
    expect(await complaintsOfStopWhen(condition)).toEqual([]);
  });

  it('given a segment whose entry depends on too many conditions, then it says which', async () => {
    const doubled = (id: string) => `when: { any: [{ segment: ${id} }, { segment: ${id} }] }\n`;
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`segments/s${index}.yaml`, doubled(`s${index + 1}`)]),
    );
    const complaints = await complaintsAbout({
      ...files,
      'segments/s10.yaml': 'when: { event: X }\n',
      'segments/x.yaml': 'when: { segment: s0, for: 3 days }\n',
    });
    expect(complaints).toEqual([
      'segments/x.yaml:1:18 when `s0` is entered depends on more than 500 conditions (ask since when of a smaller segment)',
    ]);
  });

  it('given segments in a ring by when they were entered, then the ring is shown', async () => {
    const complaints = await complaintsAbout({
      'segments/a.yaml': 'when: { event: X, since: { segment: b } }\n',
      'segments/b.yaml': 'when: { not: { segment: a, for: 3 days } }\n',
    });
    expect(complaints).toEqual([
      'segments/a.yaml:1:37 segments ask about each other in a ring: `a` → `b` → `a` (a segment cannot depend on itself)',
    ]);
  });
});
