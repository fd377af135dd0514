import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

/** What `check` says of a segment with this condition on line 2, column 7. */
async function complaintsOf(condition: string): Promise<string[]> {
  const all = await complaintsAbout({ 'segments/x.yaml': `name: X\nwhen: ${condition}\n` });
  return all.map((complaint) => complaint.replace('segments/x.yaml:', ''));
}

describe('problems in conditions', () => {
  it.each([
    ['{ evnt: Signed Up }', '2:9 unknown key `evnt` (did you mean `event`?)'],
    ['{ event: X, cuont: 2 }', '2:19 unknown key `cuont` (did you mean `count`?)'],
    ['{ segmnt: vip }', '2:9 unknown key `segmnt` (did you mean `segment`?)'],
    ['{ trait: tags, inclds: Vegan }', '2:22 unknown key `inclds` (did you mean `includes`?)'],
    ['{ event: X, where: { c: { atLest: 3 } } }', '2:33 unknown key `atLest` (did you mean `atLeast`?)'],
    ['{ event: X, since: { segmnt: q } }', '2:28 unknown key `segmnt` (did you mean `segment`?)'],
  ])('given %s, then the unknown key is named with the nearest word', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });

  it.each([
    [
      '{ event: X, within: 3 dyas }',
      '2:27 expected a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`, found `3 dyas` (did you mean `3 days`?)',
    ],
    [
      '{ event: X, within: 0 days }',
      '2:27 expected a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`, found `0 days` (it must be more than nothing)',
    ],
    ['{ event: X, count: { atLeast: -1 } }', '2:37 expected a whole number, found `-1`'],
    [
      '{ event: X, count: {} }',
      '2:26 expected a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`, found an empty mapping',
    ],
    [
      '{ event: X, since: yesterday }',
      '2:26 expected `{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry`, found `yesterday`',
    ],
    [
      '{ event: X, where: { a..b: 1 } }',
      '2:28 expected a dotted path such as `products.category`, found `a..b`',
    ],
    [
      '{ event: X, where: { d: { matches: "(" } } }',
      '2:42 expected a regular expression in RE2 syntax, of up to 1000 characters, found `(`',
    ],
    [
      '{ event: X, where: { f: { versionBelow: 3.2 } } }',
      '2:47 expected a version in quotes, such as "3.2.0", found `3.2`',
    ],
    [
      '{ event: X, where: { e: null } }',
      '2:31 expected a value, a list of values, or a matcher such as `{ atLeast: 200 }`, found nothing',
    ],
    ['{ trait: tier, before: soon }', '2:30 expected a date, or `18 years ago`, found `soon`'],
    [
      '{ trait: tags }',
      '2:7 expected a matcher such as `is`, `includes`, `atLeast` or `exists: true`, found a mapping with `trait`',
    ],
    ['{ all: [] }', '2:14 expected a list of conditions, found an empty list'],
    [
      'Everyone',
      '2:7 expected a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`, found `Everyone` (did you mean `everyone`?)',
    ],
    [
      '{}',
      '2:7 expected a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`, found an empty mapping',
    ],
  ])('given %s, then what was expected and what was found is said', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });

  it('given what a later version brings, then it is refused and not ignored', async () => {
    expect(await complaintsOf('{ like: bought-suit, top: 5% }')).toEqual(['2:9 `like` is not supported yet']);
  });

  it.each([
    ['{ identifier: mail }', '2:21 unknown namespace `mail` (did you mean `email`?)'],
    ['{ at: barr }', '2:13 unknown venue `barr` (did you mean `bar`?)'],
    ['{ message: helo }', '2:18 unknown campaign `helo` (did you mean `hello`?)'],
    ['{ segment: vpi }', '2:18 unknown segment `vpi` (did you mean `vip`?)'],
    ['{ not: { all: [{ segment: vpi }] } }', '2:33 unknown segment `vpi` (did you mean `vip`?)'],
    ['{ event: X, since: { segment: vpi } }', '2:37 unknown segment `vpi` (did you mean `vip`?)'],
    ['{ consent: marketin }', '2:18 unknown purpose `marketin` (did you mean `marketing`?)'],
    [
      '{ event: X, since: entry }',
      '2:26 `since: entry` is known only in a campaign (it means the beginning of the journey; a segment has none)',
    ],
  ])('given %s, then the name that nobody declared is said', async (condition, complaint) => {
    expect(await complaintsOf(condition)).toEqual([complaint]);
  });

  it('given several problems at several depths, then all are reported, in reading order', async () => {
    const text = `when:
  all:
    - { evnt: Signed Up, within: 3 dyas }
    - any:
        - not: { event: X, cuont: 2 }
        - { like: x }
`;
    expect(await complaintsAbout({ 'segments/x.yaml': text })).toEqual([
      'segments/x.yaml:3:9 unknown key `evnt` (did you mean `event`?)',
      'segments/x.yaml:3:34 expected a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`, found `3 dyas` (did you mean `3 days`?)',
      'segments/x.yaml:5:28 unknown key `cuont` (did you mean `count`?)',
      'segments/x.yaml:6:13 `like` is not supported yet',
    ]);
  });

  it('given segments that ask about each other in a ring, then the ring is shown', async () => {
    const complaints = await complaintsAbout({
      'segments/a.yaml': 'when: { segment: b }\n',
      'segments/b.yaml': 'when:\n  all:\n    - everyone\n    - not: { segment: a }\n',
    });
    expect(complaints).toEqual([
      'segments/a.yaml:1:18 segments ask about each other in a ring: `a` → `b` → `a` (a segment cannot depend on itself)',
    ]);
  });
});
