import { describe, expect, it } from 'vitest';
import { complaintsAbout, warningsAbout } from '../support/a-folder.ts';

const FILES = {
  'segments/quiet.yaml': 'when: { not: { event: Order Completed, within: 30 days } }\n',
  'segments/lately.yaml': 'when: { event: Order Completed, within: 30 days }\n',
  'segments/lasting.yaml': 'when: { segment: vip, for: 30 days }\n',
  'segments/still-quiet.yaml': 'when: { all: [{ segment: vip }, { segment: quiet }] }\n',
  'segments/adult.yaml': 'when: { trait: birthday, before: 18 years ago }\n',
  'segments/gone.yaml': 'when: { sequence: [{ event: A }, { not: { event: B }, for: 2 hours }] }\n',
  'segments/thrice.yaml': 'when: { trait: ordersOfYear, atLeast: 3 }\n',
  'segments/rarely.yaml': 'when: { trait: ordersOfYear, atMost: 3 }\n',
  'segments/spender.yaml':
    'when: { event: Order Completed, sum: { of: revenue, atLeast: 500 }, within: 1 year }\n',
  'traits/ordersOfYear.yaml': 'count: true\nof: { event: Order Completed, within: 1 year }\n',
};
const ROOM = '{{ event.properties.room }}';
const sms = (trigger: string, text: string, more = '') => ({
  ...FILES,
  'campaigns/hello.yaml': `trigger: ${trigger}\nsteps:\n  - send: { channel: sms, text: "${text}" }\n${more}`,
});
const mail = (trigger: string, template: string) => ({
  ...FILES,
  'campaigns/hello.yaml': `trigger: ${trigger}\nsteps:\n  - send: { channel: email, template: hello, subject: x }\n`,
  'templates/hello.liquid': template,
});
const HINT =
  "(guard it: `{{ event.properties.room | default: '…' }}`, or `{% if event %} … {% endif %}` around it)";
const said = (why: string) =>
  `campaigns/hello.yaml:3:33 \`event.properties.room\` is of the event that began the journey, and ${why}: the message would fail ${HINT}`;

describe('texts that speak of an event where there is none', () => {
  it.each([
    ['{ segment: vip, schedule: { every: day, at: "10:00" } }', 'schedule'],
    ['{ date: birthday, at: "09:00" }', 'date'],
    ['[{ event: A }, { date: birthday, at: "09:00" }]', 'date'],
  ])('given %s, then it is refused', async (trigger, kind) => {
    expect(await complaintsAbout(sms(trigger, ROOM))).toEqual([said(`with \`${kind}\` there is none`)]);
  });

  it.each([
    ['quiet', 'entry'],
    ['still-quiet', 'entry'],
    ['lasting', 'entry'],
    ['adult', 'entry'],
    ['gone', 'entry'],
    ['rarely', 'entry'],
    ['lately', 'exit'],
    ['thrice', 'exit'],
    ['spender', 'exit'],
    ['gone', 'entry'],
  ])('given %s, of which time may be the %s, then it is warned of', async (segment, on) => {
    const does = on === 'exit' ? 'leaves' : 'enters';
    expect(await warningsAbout(sms(`{ segment: ${segment}, on: ${on} }`, ROOM))).toEqual([
      said(`who ${does} \`${segment}\` because time passed has none`),
    ]);
  });

  it('given members who are included, then it is warned of', async () => {
    expect(await warningsAbout(sms('{ segment: vip }', ROOM, 'includeExisting: true\n'))).toEqual([
      said('for who is in `vip` already there is none'),
    ]);
  });

  it.each([
    ['{ event: A }', ROOM],
    ['{ segment: vip }', ROOM],
    ['{ segment: vip, on: exit }', ROOM],
    ['{ segment: lately }', ROOM],
    ['{ segment: thrice }', ROOM],
    ['{ segment: spender }', ROOM],
    ['{ segment: quiet, on: exit }', ROOM],
    ['{ segment: rarely, on: exit }', ROOM],
  ])('given %s, which always has one, then nothing is said', async (trigger, text) => {
    expect(await warningsAbout(sms(trigger, text))).toEqual([]);
  });

  it.each([
    "{{ event.properties.room | default: 'your room' }}",
    '{% if event %}{{ event.properties.room }}{% endif %}',
    '{% if event.properties.room %}{{ event.properties.room }}{% else %}{{ event.name }}{% endif %}',
    '{% unless event %}Hello{% else %}{{ event.properties.room }}{% endunless %}',
    "{% case event.name %}{% when 'A' %}{{ event.properties.room }}{% endcase %}",
    '{% if event %}{% for each in event.properties.list %}{{ each }}{% endfor %}{% endif %}',
    "{% assign room = event.properties.room | default: 'x' %}{{ room }}",
    '{% assign room = event.properties.room %}{% if room %}{{ event.properties.room }}{% endif %}',
    '{{ profile.event }}',
    'The event of the year',
  ])('given %s, which is guarded, then nothing is said', async (text) => {
    expect(
      await warningsAbout(sms('{ date: birthday, at: 09:00 }'.replace('09:00', '"09:00"'), text)),
    ).toEqual([]);
  });

  it.each([
    '{% if profile.room %}{{ event.properties.room }}{% endif %}',
    "{{ event.properties.room | upcase | default: 'x' }}",
    '{{ profile.room | default: event.properties.room }}',
    '{% for each in event.properties.room %}{{ each }}{% endfor %}',
    '{% if event %}x{% endif %}{{ event.properties.room }}',
  ])('given %s, where nothing guards it, then it is refused', async (text) => {
    const found = await complaintsAbout(sms('{ date: birthday, at: "09:00" }', text));
    expect(found).toEqual([said('with `date` there is none')]);
  });

  it('given a template, then its own line and column are told, and whose it is', async () => {
    const template = '<p>\n  Room {{ event.properties.room }}\n</p>\n';
    expect(await complaintsAbout(mail('{ date: birthday, at: "09:00" }', template))).toEqual([
      `templates/hello.liquid:2:11 \`event.properties.room\` is of the event that began the journey of \`hello\`, and with \`date\` there is none: the message would fail ${HINT}`,
    ]);
    expect(await warningsAbout(mail('{ segment: quiet }', template))).toEqual([
      `templates/hello.liquid:2:11 \`event.properties.room\` is of the event that began the journey of \`hello\`, and who enters \`quiet\` because time passed has none: the message would fail ${HINT}`,
    ]);
  });

  it('given a language of the template, then it is looked at too', async () => {
    const files = { ...mail('{ date: birthday, at: "09:00" }', 'Hello'), 'templates/hello.de.liquid': ROOM };
    expect(await complaintsAbout(files)).toEqual([expect.stringContaining('templates/hello.de.liquid:1:4')]);
  });

  it('given another campaign’s template, then nothing is said', async () => {
    const files = { ...sms('{ date: birthday, at: "09:00" }', 'Hello'), 'templates/hello.liquid': ROOM };
    expect(await warningsAbout(files)).toEqual([]);
  });

  it('given the body of a webhook, then what lies deep in it is looked at', async () => {
    const files = {
      'campaigns/hello.yaml':
        'trigger: { date: birthday, at: "09:00" }\nsteps:\n  - send: { channel: webhook, destination: crm, body: { a: [{ room: "{{ event.properties.room }}" }] } }\n',
    };
    expect(await complaintsAbout(files)).toEqual([expect.stringContaining('campaigns/hello.yaml:3:69')]);
  });
});

describe('texts that speak of a segment where there is none', () => {
  it('given a campaign that an event begins, then it is refused', async () => {
    expect(await complaintsAbout(sms('[{ segment: vip }, { event: A }]', '{{ segment.name }}'))).toEqual([
      "campaigns/hello.yaml:3:33 `segment.name` is of the segment that began the journey, and with `event` there is none: the message would fail (guard it: `{{ segment.name | default: '…' }}`, or `{% if segment %} … {% endif %}` around it)",
    ]);
  });

  it.each([
    ['{ segment: vip, schedule: { every: day, at: "10:00" } }', '{{ segment.name }}'],
    [
      '[{ segment: quiet }, { event: A }]',
      '{% if segment %}{{ segment.name }}{% else %}{{ event.name }}{% endif %}',
    ],
  ])('given %s and %s, then nothing is said', async (trigger, text) => {
    expect(await warningsAbout(sms(trigger, text))).toEqual([]);
  });
});

describe('waits for a date of an event where there may be none', () => {
  const wait = (trigger: string) => ({
    ...FILES,
    'campaigns/hello.yaml': `trigger: ${trigger}\nsteps:\n  - wait: { until: event.properties.checkIn }\n  - send: { channel: sms, text: x }\n`,
  });

  it('given a segment that time may have a guest enter, then it is warned of', async () => {
    expect(await warningsAbout(wait('{ segment: quiet }'))).toEqual([
      'campaigns/hello.yaml:3:20 `event.properties.checkIn` is of the event that began the journey, and who enters `quiet` because time passed has none: the journey would end here (ask the guest: `profile.…`)',
    ]);
  });

  it('given an event, then nothing is said', async () => {
    expect(await warningsAbout(wait('{ event: Booking Made }'))).toEqual([]);
  });
});
