import { describe, expect, it } from 'vitest';
import { complaintsAbout } from '../support/a-folder.ts';

const asked = (text: string) =>
  complaintsAbout({
    'campaigns/hello.yaml': `trigger: { segment: vip }\nsteps:\n  - ${text}\n`,
    'traits/visits.yaml': 'count: true\nof: { event: Checked In }\n',
  });

describe('problems in steps', () => {
  it.each([
    'send: { channel: [push, email], title: x, body: y, link: z, template: hello, subject: s }',
    'send: { channel: [sms], text: x }',
    'send: { channel: sms, text: x, rate: 1000 per hour, offer: gift }',
    'send: { channel: sms, text: x, rate: 10 per 5 minutes }',
    'wait: { until: "09:00" }',
    'wait: { until: { event: A, where: { a: 1 } }, atMost: 1 day }',
    'wait: { until: event.properties.checkIn, before: 3 days }',
    'wait: { until: profile.birthday, before: 1 month }',
    'grant: gift',
    'branch: [{ if: { event: A, since: entry }, steps: [{ wait: 1 day }] }, { if: { segment: vip }, steps: [] }, { else: [{ end: true }] }]',
    'split: [{ weight: 50, steps: [] }, { weight: 0.5, steps: [{ end: true }] }]',
    'set: { traits: { a: "{{ event.properties.y }}", b: [1, { c: "{{profile.d.e}}" }], f: plain } }',
    'end: true',
  ])('given the step %s, then nothing is said', async (text) => {
    expect(await asked(text)).toEqual([]);
  });

  it.each<[string, string[]]>([
    [
      'send: { channel: push }',
      ['3:11 `title` is missing (it must be text)', '3:11 `body` is missing (it must be text)'],
    ],
    [
      'send: { channel: "push, email", title: x }',
      ['3:22 expected one of `email`, `sms`, `push`, `webhook`, `staff`, found `push, email`'],
    ],
    [
      'send: { channel: [push, email], title: x }',
      [
        '3:22 `push` needs `body` (add `body`)',
        '3:22 `email` needs `template` (add `template`)',
        '3:22 `email` needs `subject` (add `subject`)',
      ],
    ],
    [
      'send: { channel: [push, staff], title: x, body: y }',
      ['3:29 expected one of `email`, `sms`, `push`: only these reach a guest, found `staff`'],
    ],
    [
      'send: { channel: [push, psh], title: x, body: y }',
      [
        '3:29 expected one of `email`, `sms`, `push`: only these reach a guest, found `psh` (did you mean `push`?)',
      ],
    ],
    [
      'send: { channel: [], title: x }',
      ['3:22 expected a list of channels, such as `[push, email]`, found an empty list'],
    ],
    [
      'send: { channel: [sms, sms], text: x }',
      ['3:22 a channel stands twice in the list (the first that reaches the guest is taken)'],
    ],
    [
      'send: { channel: [sms], text: x, subject: y }',
      ['3:47 `subject` is of `email`, which is not among the channels (leave it out)'],
    ],
    ['send: { channel: [sms], text: x, subjct: y }', ['3:38 unknown key `subjct` (did you mean `subject`?)']],
    [
      'send: { channel: [email], template: helo, subject: y }',
      ['3:41 unknown template `helo` (did you mean `hello`?)'],
    ],
    [
      'send: { channel: sms, text: x, rate: 1000 }',
      [
        '3:42 expected a rate such as `1000 per hour` or `10 per 5 minutes`, found `1000` (did you mean `1000 per hour`?)',
      ],
    ],
    [
      'send: { channel: sms, text: x, rate: 0 per hour }',
      ['3:42 expected a rate such as `1000 per hour` or `10 per 5 minutes`, found `0 per hour`'],
    ],
    [
      'send: { channel: sms, text: x, offer: a b }',
      ['3:43 expected an id of letters, digits, - and _, as files have, found `a b` (did you mean `a-b`?)'],
    ],
    ['send: { channel: 3 }', ['3:22 expected one of `email`, `sms`, `push`, `webhook`, `staff`, found `3`']],
    [
      'wait: { until: "9:00" }',
      [
        '3:20 expected a time of day such as `"09:00"`, `{ event: Booking Made }`, or a date such as `event.properties.checkIn` or `profile.birthday`, found `9:00` (did you mean `"09:00"`?)',
      ],
    ],
    [
      'wait: { until: "25:00" }',
      [
        '3:20 expected a time of day such as `"09:00"`, `{ event: Booking Made }`, or a date such as `event.properties.checkIn` or `profile.birthday`, found `25:00`',
      ],
    ],
    ['wait: { utnil: "09:00" }', ['3:13 unknown key `utnil` (did you mean `until`?)']],
    [
      'wait: { until: { event: A } }',
      ['3:20 how long is the event waited for? (add `atMost: 1 day` beside `until`)'],
    ],
    ['wait: { until: { evnt: A }, atMost: 1 day }', ['3:22 unknown key `evnt` (did you mean `event`?)']],
    [
      'wait: { until: { event: A, count: 2 }, atMost: 1 day }',
      ['3:32 unknown key `count` (there is `event`, `where`)'],
    ],
    [
      'wait: { until: { event: A }, atMost: 3 dyas }',
      ['3:42 expected a duration such as `3 days` or `P3D`, found `3 dyas` (did you mean `3 days`?)'],
    ],
    [
      'wait: { until: "09:00", atMost: 1 day }',
      ['3:37 `atMost` goes only with `until: { event: … }` (leave it out)'],
    ],
    [
      'wait: { until: "09:00", before: 1 day }',
      ['3:37 `before` goes only with a date, such as `until: event.properties.checkIn` (leave it out)'],
    ],
    [
      'wait: { until: event.checkIn }',
      [
        '3:20 expected a time of day such as `"09:00"`, `{ event: Booking Made }`, or a date such as `event.properties.checkIn` or `profile.birthday`, found `event.checkIn` (did you mean `event.properties.checkIn`?)',
      ],
    ],
    [
      'wait: { until: profil.birthday }',
      [
        '3:20 expected a time of day such as `"09:00"`, `{ event: Booking Made }`, or a date such as `event.properties.checkIn` or `profile.birthday`, found `profil.birthday`',
      ],
    ],
    [
      'wait: { until: profile.birthday, before: 1.5 months }',
      [
        '3:46 expected a duration such as `3 days`, in whole months where it is in months, found `1.5 months`',
      ],
    ],
    [
      'wait: {}',
      ['3:11 expected a duration such as `3 days`, or `{ until: "09:00" }`, found an empty mapping'],
    ],
    [
      'wait: { atMost: 1 day }',
      [
        '3:11 `until` is missing (it must be a time of day such as `"09:00"`, `{ event: Booking Made }`, or a date such as `event.properties.checkIn` or `profile.birthday`)',
      ],
    ],
    [
      'grant: a b',
      ['3:12 expected an id of letters, digits, - and _, as files have, found `a b` (did you mean `a-b`?)'],
    ],
    [
      'branch: []',
      [
        '3:13 expected a list of `{ if: { segment: vip }, steps: […] }`, or at the end `{ else: […] }`, found an empty list',
      ],
    ],
    [
      'branch: [{ else: [] }]',
      [
        '3:16 `else` alone is no branch (write its steps without `branch`, or `{ if: …, steps: […] }` before it)',
      ],
    ],
    ['branch: [{ if: { segment: vpi }, steps: [] }]', ['3:31 unknown segment `vpi` (did you mean `vip`?)']],
    [
      'branch: [{ if: { segment: vip }, steps: [{ snd: {} }] }]',
      ['3:48 unknown key `snd` (did you mean `send`?)'],
    ],
    ['branch: [{ if: { segment: vip } }]', ['3:14 `steps` is missing (it must be a list of steps)']],
    [
      'branch: [{ if: { segment: vip }, steps: [] }, { else: [] }, { else: [] }]',
      ['3:53 `else` stands once, at the end (what stands behind it is never reached)'],
    ],
    ['branch: [{ esle: [] }]', ['3:16 unknown key `esle` (did you mean `else`?)']],
    [
      'branch: { if: { segment: vip } }',
      [
        '3:13 expected a list of `{ if: { segment: vip }, steps: […] }`, or at the end `{ else: […] }`, found a mapping with `if` (begin each arm with a `- `)',
      ],
    ],
    [
      'branch: [{ if: everyone, steps: [{ send: { channel: email, template: helo, subject: "{{ profil.x }}" } }] }]',
      [
        '3:74 unknown template `helo` (did you mean `hello`?)',
        '3:89 unknown variable `profil` (did you mean `profile`?)',
      ],
    ],
    [
      'split: []',
      [
        '3:12 expected a list of two arms or more: `[{ weight: 50, steps: […] }, { weight: 50, steps: […] }]`, found an empty list',
      ],
    ],
    [
      'split: [{ weight: 50, steps: [] }]',
      [
        '3:12 expected a list of two arms or more: `[{ weight: 50, steps: […] }, { weight: 50, steps: […] }]`, found a list of one',
      ],
    ],
    [
      'split: [{ weight: 50, steps: [] }, { weight: 0, steps: [] }]',
      ['3:50 expected a number from 0.001 to 1000000, found `0` (an arm that nobody takes: leave it out)'],
    ],
    [
      'split: [{ weight: 1.0e+308, steps: [] }, { weight: 0.0001, steps: [] }]',
      [
        '3:23 expected a number from 0.001 to 1000000, found `1e+308`',
        '3:56 expected a number from 0.001 to 1000000, found `0.0001`',
      ],
    ],
    [
      'split: [{ weight: 50, steps: [] }, { wieght: 1, steps: [] }]',
      ['3:42 unknown key `wieght` (did you mean `weight`?)'],
    ],
    ['set: {}', ['3:10 `traits` is missing (it must be traits by name, such as `{ isRegular: true }`)']],
    [
      'set: { traits: {} }',
      ['3:20 expected traits by name, such as `{ isRegular: true }`, found an empty mapping'],
    ],
    [
      'set: { traits: { a: "{{ profile.x }}!" } }',
      [
        '3:25 `set` takes a value, or exactly one `{{ path }}`, found `{{ profile.x }}!` (write `"{{ profile.… }}"` or `"{{ event.properties.… }}"`, with nothing beside it)',
      ],
    ],
    [
      'set: { traits: { a: "{{ profile.x | upcase }}" } }',
      [
        '3:25 `set` takes a value, or exactly one `{{ path }}`, found `{{ profile.x | upcase }}` (write `"{{ profile.… }}"` or `"{{ event.properties.… }}"`, with nothing beside it)',
      ],
    ],
    [
      'set: { traits: { a: [{ b: "{% if c %}d{% endif %}" }] } }',
      [
        '3:31 `set` takes a value, or exactly one `{{ path }}`, found `{% if c %}d{% endif %}` (write `"{{ profile.… }}"` or `"{{ event.properties.… }}"`, with nothing beside it)',
      ],
    ],
    [
      'set: { traits: { a: { b: null } } }',
      [
        '3:30 `set` takes no trait away: a value that is nothing sets nothing (write a value such as `false`)',
      ],
    ],
    [
      'set: { traits: { visits: 1 } }',
      ['3:22 `visits` is computed: traits/visits.yaml (set a trait of another name)'],
    ],
    ['set: { trait: { a: 1 } }', ['3:12 unknown key `trait` (did you mean `traits`?)']],
    ['end: false', ['3:10 expected `end: true`, found `false`']],
    [
      'end: true\n  - wait: 1 day',
      [
        '4:5 this step is never reached: the journey has ended before it (leave it out, or `end: true` before it)',
      ],
    ],
    [
      'branch: [{ if: everyone, steps: [{ end: true }, { end: true }] }]',
      [
        '3:53 this step is never reached: the journey has ended before it (leave it out, or `end: true` before it)',
      ],
    ],
  ])('given the step %s, then it is refused', async (text, complaints) => {
    expect(await asked(text)).toEqual(complaints.map((complaint) => `campaigns/hello.yaml:${complaint}`));
  });

  it('given a trigger without an event, then no step may ask for one', async () => {
    const complaints = await complaintsAbout({
      'campaigns/hello.yaml': `trigger: [{ segment: vip }, { date: birthday, at: "09:00" }]
steps:
  - wait: { until: event.properties.x }
  - set: { traits: { a: "{{ event.properties.y }}" } }
`,
    });
    const why =
      'is of the event that began the journey, and with `date` there is none (ask the guest: `profile.…`)';
    expect(complaints).toEqual([
      `campaigns/hello.yaml:3:20 \`event.properties.x\` ${why}`,
      `campaigns/hello.yaml:4:25 \`event.properties.y\` ${why}`,
    ]);
  });

  it('given splits behind each other that make more numbers than can be kept, then they are refused', async () => {
    const split =
      '  - split: [{ weight: 1, steps: [] }, { weight: 1, steps: [{ set: { traits: { a: 1 } } }] }]\n';
    const splits = (count: number) => ({
      'campaigns/hello.yaml': `trigger: { event: A }\nsteps:\n${split.repeat(count)}  - send: { channel: sms, text: x }\n`,
    });
    expect(await complaintsAbout(splits(8))).toEqual([]);
    expect(await complaintsAbout(splits(9))).toEqual([
      'campaigns/hello.yaml:2:1 its messages are counted by the arms on the way to them, and that makes more than 256 numbers (each split behind another multiplies them: draw by fewer, or `set` what was drawn and go on in another campaign)',
    ]);
  });
});
