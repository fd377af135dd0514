import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const STEPS = 'steps:\n  - send:\n      { channel: sms, text: x }\n';
const asked = (text: string) => complaintsAbout({ 'campaigns/hello.yaml': `${STEPS}${text}\n` });

describe('problems in campaigns', () => {
  it.each([
    'trigger: { segment: vip, schedule: { every: day, at: "10:00" } }',
    'trigger: { segment: vip, schedule: { every: week, day: monday, at: "10:00" } }',
    'trigger: { segment: vip, schedule: { every: month, day: 31, at: "10:00" } }',
    'trigger: { segment: vip, schedule: { every: year, day: 29, month: 2, at: "10:00" } }',
    'trigger: { segment: vip, schedule: { at: 2026-05-01T10:00 } }',
    'trigger: { event: X, every: 3, since: { segment: vip }, late: true }',
    'trigger: { event: X, matching: { event: Y, on: { a: b } }, since: 2026-03-01 }',
    'trigger: { date: birthday, before: 1 month, yearly: true, at: "09:00" }',
    'trigger: { event: X }\nholdout: 10%\ngoal: { event: A, where: { a: 1 }, within: 7 days }\ntopics: [rooms]\npriority: -3',
    'trigger: { event: X }\nactive: { from: 2026-12-24, to: 2026-12-24 }\npaused: false',
    'trigger: { event: X }\nactive: { to: 2026-12-24T18:00 }',
  ])('given %s, then nothing is said', async (text) => {
    expect(await asked(text)).toEqual([]);
  });

  it.each<[string, string[]]>([
    [
      'trigger: { segment: vip, schedule: {} }',
      [
        '4:36 `at` is missing (it must be a time of day such as `"09:00"`, or without `every` a day with its time such as `2026-05-01T10:00`)',
      ],
    ],
    [
      'trigger: { segment: vip, on: entry, schedule: { every: day, at: "10:00" } }',
      ['4:30 `on` does not go with `schedule` (a schedule is for everyone who is in the segment then)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: dya, at: "10:00" } }',
      ['4:45 expected one of `day`, `week`, `month`, `year`, found `dya` (did you mean `day`?)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: week, at: "10:00" } }',
      ['4:36 on which day of the week? (write `day: monday`)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: week, day: 1, at: "10:00" } }',
      ['4:56 on which day of the week? (write `day: monday`)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: week, day: mondey, at: "10:00" } }',
      [
        '4:56 expected a weekday such as `monday`, or the day of a month: 1 to 31, found `mondey` (did you mean `monday`?)',
      ],
    ],
    [
      'trigger: { segment: vip, schedule: { every: month, day: 32, at: "10:00" } }',
      ['4:57 expected a weekday such as `monday`, or the day of a month: 1 to 31, found `32`'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: month, at: "10:00" } }',
      ['4:36 on which day of the month? (write `day: 1`)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: year, day: 30, month: 2, at: "10:00" } }',
      ['4:56 the month 2 has no day 30 (its last is 29)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: year, day: 3, at: "10:00" } }',
      ['4:36 in which month of the year? (write `month: 12`)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: day, day: 3, at: "10:00" } }',
      ['4:55 `day` goes with `every: week`, `every: month` or `every: year` (leave it out)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: day, month: 3, at: "10:00" } }',
      ['4:57 `month` goes with `every: year` (leave it out)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: day, at: 2026-05-01T10:00 } }',
      ['4:54 `every` goes with a time of day (write `at: "10:00"`, or leave `every` out)'],
    ],
    [
      'trigger: { segment: vip, schedule: { every: day, at: 10am } }',
      [
        '4:54 expected a time of day such as `"09:00"`, or without `every` a day with its time such as `2026-05-01T10:00`, found `10am` (did you mean `"10:00"`?)',
      ],
    ],
    [
      'trigger: { segment: vip, schedule: { at: "10:00" } }',
      [
        '4:42 a time of day alone does not say on which day (add `every: day`, or write `at: 2026-05-01T10:00`)',
      ],
    ],
    [
      'trigger: { segment: vip, schedule: { at: 2026-05-01 } }',
      [
        '4:42 expected a time of day such as `"09:00"`, or without `every` a day with its time such as `2026-05-01T10:00`, found `2026-05-01`',
      ],
    ],
    [
      'trigger: { segment: vpi, schedule: { at: 2026-05-01T10:00 } }',
      ['4:21 unknown segment `vpi` (did you mean `vip`?)'],
    ],
    ['trigger: { event: X, every: 1 }', ['4:29 expected a whole number from 2 on, found `1`']],
    ['trigger: { event: X, every: 2.5 }', ['4:29 expected a whole number from 2 on, found `2.5`']],
    [
      'trigger: { event: X, every: 3, matching: { event: Y, on: { a: b } } }',
      ['4:29 `every` goes without `matching` (leave one of the two out)'],
    ],
    [
      'trigger: { event: X, matching: { event: X, on: { a: a } } }',
      ['4:41 each of these events would match itself (name another event, or another `where`)'],
    ],
    [
      'trigger: { event: X, since: {} }',
      [
        '4:29 expected `{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry`, found an empty mapping',
      ],
    ],
    [
      'trigger: { event: X, since: entry }',
      [
        '4:29 `since: entry` is known only once the journey began (this is what begins it: write an event, a segment, or a date)',
      ],
    ],
    ['trigger: { event: X, since: { segment: vpi } }', ['4:40 unknown segment `vpi` (did you mean `vip`?)']],
    [
      'trigger: { event: X, since: { event: X } }',
      [
        '4:38 nothing counts: each of these events begins the count anew (write another event, `within`, or `count`)',
      ],
    ],
    ['trigger: { event: X, late: 1 hour }', ['4:28 expected `true` or `false`, found `1 hour`']],
    [
      'trigger: { event: X, count: 3 }',
      [
        '4:22 unknown key `count` (for every third write `every: 3`; else ask for it beside `trigger`, in `if`)',
      ],
    ],
    [
      'trigger: { event: X, segment: vip }',
      [
        '4:12 `event` does not go with `segment` (of two triggers write a list: `[{ … }, { … }]`; what must hold besides is asked in `if`)',
      ],
    ],
    ['trigger: { date: birthday }', ['4:10 `at` is missing (it must be a time of day such as `"09:00"`)']],
    [
      'trigger: { date: birthday, at: "9" }',
      ['4:32 expected a time of day such as `"09:00"`, found `9` (did you mean `"09:00"`?)'],
    ],
    [
      'trigger: { date: birthday, before: 2 hours, at: "09:00" }',
      [
        '4:36 expected a duration in whole days, weeks, months or years, such as `7 days`, found `2 hours` (`at` says at what time of the day)',
      ],
    ],
    [
      'trigger: { date: birthday, yearly: twice, at: "09:00" }',
      ['4:36 expected `true` or `false`, found `twice`'],
    ],
    ['trigger: { dat: birthday, at: "09:00" }', ['4:12 unknown key `dat` (did you mean `date`?)']],
    [
      'trigger: {}',
      [
        '4:10 expected `{ segment: vip }`, `{ event: Booking Made }`, `{ date: birthday, at: "09:00" }`, or a list of them, found an empty mapping',
      ],
    ],
    [
      'trigger: []',
      [
        '4:10 expected `{ segment: vip }`, `{ event: Booking Made }`, `{ date: birthday, at: "09:00" }`, or a list of them, found an empty list',
      ],
    ],
    [
      'trigger: { event: X }\nfrequency: once per visit',
      [
        '5:12 `once per visit`, and nobody says what a visit is (add `visit: { begins: [Checked In], endsAfter: 4 hours }` to playbook.yaml)',
      ],
    ],
    [
      'trigger: { event: X }\nholdout: 10',
      ['5:10 expected a percentage from 0% to 100%, such as `10%`, found `10` (did you mean `10%`?)'],
    ],
    [
      'trigger: { event: X }\nholdout: 110%',
      ['5:10 expected a percentage from 0% to 100%, such as `10%`, found `110%`'],
    ],
    [
      'trigger: { event: X }\nholdout: 10%\npurpose: transactional',
      [
        '5:10 nobody is held out of what is `transactional`: they would miss what they need (leave `holdout` out)',
      ],
    ],
    [
      'trigger: { event: X }\ngoal: { event: A }',
      ['5:7 `within` is missing (it must be a duration such as `3 days` or `P3D`)'],
    ],
    [
      'trigger: { event: X }\ngoal: { evnt: A, within: 7 days }',
      ['5:9 unknown key `evnt` (did you mean `event`?)'],
    ],
    [
      'trigger: { event: X }\ntopics: rooms',
      ['5:9 expected a list of topics, such as `[rooms, spa]`, found `rooms` (write `[rooms]`)'],
    ],
    [
      'trigger: { event: X }\ntopics: ["a b"]',
      ['5:10 expected an id of letters, digits, - and _, as files have, found `a b` (did you mean `a-b`?)'],
    ],
    [
      'trigger: { event: X }\npriority: high',
      ['5:11 expected a whole number, found `high` (write a number, such as `10`)'],
    ],
    [
      'trigger: { event: X }\nactive: {}',
      ['5:9 expected `{ from: 2026-12-01, to: 2026-12-24 }`, or one of the two, found an empty mapping'],
    ],
    [
      'trigger: { event: X }\nactive: { from: 2026-12-24, to: 2026-12-01 }',
      ['5:33 `active` ends before it begins, 2026-12-24 (write a later day)'],
    ],
    [
      'trigger: { event: X }\nactive: { from: 2026-13-24 }',
      ['5:17 expected a day such as `2026-12-24`, or with its time, `2026-12-24T18:00`, found `2026-13-24`'],
    ],
    ['trigger: { event: X }\npaused: 1', ['5:9 expected `true` or `false`, found `1` (write `true`)']],
    [
      'trigger: { segment: vip, schedule: { at: 2026-05-01T10:00 } }\nincludeExisting: true',
      ['5:1 only a trigger on entering a segment has existing members: `trigger: { segment: vip }`'],
    ],
  ])('given %s, then it is refused', async (text, complaints) => {
    expect(await asked(text)).toEqual(complaints.map((complaint) => `campaigns/hello.yaml:${complaint}`));
  });

  it('given `once per visit` and a house that says what a visit is, then nothing is said', async () => {
    const complaints = await complaintsAbout({
      'playbook.yaml': 'name: X\ntimezone: UTC\nvisit: { begins: [Checked In], endsAfter: 4 hours }\n',
      'campaigns/hello.yaml': `${STEPS}trigger: { event: X }\nfrequency: once per visit\n`,
      'templates/hello.liquid': null,
    });
    expect(complaints).toEqual([]);
  });
});
