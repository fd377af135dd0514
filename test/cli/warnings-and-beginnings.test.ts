import { describe, expect, it } from 'vitest';
import { complaintsAbout, warningsAbout } from '../support/a-folder.ts';

const STEPS = 'steps:\n  - send:\n      { channel: sms, text: x }\n';
const NOW = Date.parse('2026-05-01T08:00:00Z'); // ten in Berlin, the house's zone
const FILES = {
  'segments/regulars.yaml': 'when: { all: [{ segment: vip }, { event: Order Completed }] }\n',
  'segments/customers.yaml': 'when: { event: Order Completed, count: { atLeast: 1 } }\n',
  'segments/quiet.yaml':
    'when: { all: [{ event: Order }, { not: { event: Order, within: 3 days } }, { segment: customers }] }\n',
  'segments/new.yaml': 'when: { not: { event: Order } }\n',
  'segments/young.yaml': 'when: { not: { segment: vip } }\n',
};
const campaign = (text: string) => ({ ...FILES, 'campaigns/hello.yaml': `${STEPS}${text}\n` });
const settings = (text: string) => ({
  'playbook.yaml': `name: Inn\ntimezone: Europe/Berlin\nchannels: { email: { from: a@example.com } }\n${text}\n`,
});

describe('journeys that never begin', () => {
  it.each<[string, string]>([
    [
      'trigger: { segment: vip }\nif: { event: Booking Made, since: entry }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds as it begins, when nothing has happened since (leave `since: entry` out, or ask in a `branch` that comes after a `wait`)',
    ],
    [
      'trigger: { event: X }\nif: { all: [{ consent: marketing }, { sequence: [{ event: A }, { event: B }], since: entry }] }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds as it begins, when nothing has happened since (leave `since: entry` out, or ask in a `branch` that comes after a `wait`)',
    ],
    [
      'trigger: { segment: vip }\nif: { not: { segment: vip } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `vip` (for who leaves write `on: exit`)',
    ],
    [
      'trigger: { segment: vip, on: exit }\nif: { segment: vip }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just left `vip` (for who enters leave `on: exit` out)',
    ],
    [
      'trigger: { segment: regulars }\nif: { segment: young }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `regulars` (for who leaves write `on: exit`)',
    ],
    [
      'trigger: { segment: quiet }\nif: { not: { event: Order } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `quiet` (ask for something else, or leave `if` out)',
    ],
    [
      'trigger: { segment: quiet }\nif: { not: { segment: customers } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `quiet` (ask for something else, or leave `if` out)',
    ],
    [
      'trigger: { segment: quiet }\nif: { event: Order, within: 3 days }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `quiet` (for who leaves write `on: exit`)',
    ],
    [
      'trigger: { segment: new }\nif: { event: Order }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `new` (for who leaves write `on: exit`)',
    ],
    [
      'trigger: { segment: vip }\nif: { all: [{ segment: vip }, { segment: young }] }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for who has just entered `vip` (ask for something else, or leave `if` out)',
    ],
    [
      'trigger: { event: Order Completed }\nif: { not: { event: Order Completed } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds just after `Order Completed` (the event that begins the journey counts too: for the first one ever write `count: 1`)',
    ],
    [
      'trigger: { event: Order Completed, where: { a: 1 } }\nif: { not: { segment: customers } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds just after `Order Completed` (the event that begins the journey counts too: for the first one ever write `count: 1`)',
    ],
    [
      'trigger: { segment: vip, schedule: { every: day, at: "10:00" } }\nif: { segment: young }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds for a member of `vip` (ask for something else, or leave `if` out)',
    ],
  ])('given %s, then it is refused', async (text, said) => {
    expect(await complaintsAbout(campaign(text))).toEqual([said]);
  });

  it.each([
    'trigger: { segment: vip }\nif: { not: { event: Booking Made, since: entry } }',
    'trigger: { segment: vip }\nif: { any: [{ segment: customers }, { event: Booking Made, since: entry }] }',
    'trigger: { segment: vip }\nif: { event: Booking Made, since: entry, count: { atMost: 2 } }',
    'trigger: { segment: vip }\nif: { segment: regulars }',
    'trigger: { segment: regulars, on: exit }\nif: { segment: vip }',
    'trigger: { segment: customers }\nif: { event: Order Completed, count: 1 }',
    'trigger: { event: Order Completed }\nif: { event: Order Completed, count: 1 }',
    'trigger: { event: Order Completed }\nif: { not: { event: Order Completed, count: { atLeast: 2 } } }',
    'trigger: { event: Order Completed, where: { a: 1 } }\nif: { not: { event: Order Completed, where: { a: 2 } } }',
    'trigger: { event: Order Completed }\nif: { not: { event: Order Completed, within: [60 days, 30 days] } }',
    'trigger: { event: Order Completed, late: true }\nif: { not: { event: Order Completed, within: 1 day } }',
    'trigger: { event: Order Completed }\nif: { not: { event: [Refunded] } }',
    'trigger: { event: [Order Completed, Refunded] }\nif: { not: { event: Order Completed } }',
  ])('given %s, then nothing is said', async (text) => {
    expect(await warningsAbout(campaign(text))).toEqual([]);
  });
});

describe('journeys that end as they begin', () => {
  it.each<[string, string]>([
    [
      'trigger: { segment: vip }\nstopWhen: { segment: vip }',
      'campaigns/hello.yaml:5:11 each journey ends as it begins: `stopWhen` always holds for who has just entered `vip` (to end it as the guest leaves write `stopWhen: { not: { segment: vip } }`)',
    ],
    [
      'trigger: { segment: regulars }\nstopWhen: { any: [{ event: A }, { segment: vip }] }',
      'campaigns/hello.yaml:5:11 each journey ends as it begins: `stopWhen` always holds for who has just entered `regulars` (to end it as the guest leaves write `stopWhen: { not: { segment: regulars } }`)',
    ],
    [
      'trigger: { event: A }\nstopWhen: { not: { event: Booking Made } }',
      'campaigns/hello.yaml:5:11 each journey ends as it begins: `stopWhen` always holds as it begins, when nothing has happened since (`stopWhen` counts what happens after the beginning: name the event that is to end the journey)',
    ],
    [
      'trigger: { event: Order Completed }\nstopWhen: { segment: customers }',
      'campaigns/hello.yaml:5:11 each journey ends as it begins: `stopWhen` always holds just after `Order Completed` (name the event that is to end the journey: what was before does not count)',
    ],
  ])('given %s, then it is refused', async (text, said) => {
    expect(await complaintsAbout(campaign(text))).toEqual([said]);
  });

  it.each([
    'trigger: { segment: vip }\nstopWhen: { not: { segment: vip } }',
    'trigger: { segment: vip }\nstopWhen: { segment: vip, for: 30 days }',
    'trigger: { segment: vip }\nstopWhen: { all: [{ segment: vip }, { event: Booking Made }] }',
    'trigger: { segment: vip, on: exit }\nstopWhen: { segment: vip }',
    'trigger: { segment: customers }\nstopWhen: { event: Order Completed, count: { atLeast: 1 } }',
    'trigger: { event: Order Completed }\nstopWhen: { event: Order Completed }',
    'trigger: { event: A }\nstopWhen: { not: { event: Booking Made, since: 2026-01-01 } }',
  ])('given %s, then nothing is said', async (text) => {
    expect(await warningsAbout(campaign(text))).toEqual([]);
  });
});

describe('what is probably not meant', () => {
  it.each<[string, string]>([
    [
      'trigger: [{ event: A }, { segment: vip, on: exit }]\nstopWhen: { not: { segment: vip } }',
      'campaigns/hello.yaml:5:11 each journey ends as it begins: `stopWhen` always holds for who has just left `vip` (to end it as the guest comes back write `stopWhen: { segment: vip }`)',
    ],
    [
      'trigger: [{ event: A }, { event: Order Completed }]\nif: { not: { event: Order Completed } }',
      'campaigns/hello.yaml:5:5 no journey begins: `if` never holds just after `Order Completed` (the event that begins the journey counts too: for the first one ever write `count: 1`)',
    ],
  ])('given %s, of which another trigger may be meant, then it is warned of', async (text, said) => {
    expect(await warningsAbout(campaign(text))).toEqual([said]);
  });

  it('given a trait that is named by the way to all traits, then it is warned of, in a text and in a template', async () => {
    const files = {
      'campaigns/hello.yaml':
        'trigger: { event: A }\nsteps:\n  - send: { channel: email, template: hello, subject: "{{ profile.traits.firstName }}" }\n',
      'templates/hello.liquid': '<p>\n{{ profile.traits.firstName }}</p>',
    };
    const said =
      '`profile.traits.firstName` is of a trait named `traits`: texts name each trait by itself (did you mean `profile.firstName`?)';
    expect(await warningsAbout(files)).toEqual([
      `campaigns/hello.yaml:3:55 ${said}`,
      `templates/hello.liquid:2:4 ${said}`,
    ]);
  });

  it('given a broadcast in the past, then it is warned of, and the playbook is in order', async () => {
    const files = campaign('trigger: { segment: vip, schedule: { at: 2026-05-01T10:00 } }');
    expect(await warningsAbout(files, NOW)).toEqual([
      'campaigns/hello.yaml:4:42 2026-05-01T10:00 is past, and it comes once: a deploy now begins no journey (write a later moment; what has been sent already may stay as it is)',
    ]);
  });

  it('given a broadcast a millisecond ahead, then nothing is said', async () => {
    const files = campaign('trigger: [{ event: A }, { segment: vip, schedule: { at: 2026-05-01T10:00 } }]');
    expect(await warningsAbout(files, NOW - 1)).toEqual([]);
  });

  it('given a campaign that is over, then it is warned of', async () => {
    const files = campaign('trigger: { event: A }\nactive: { from: 2026-04-01, to: 2026-04-30 }');
    expect(await warningsAbout(files, NOW)).toEqual([
      'campaigns/hello.yaml:5:33 2026-04-30 is past: a deploy now begins no journey (write a later day, or leave `to` out; what has been sent already may stay as it is)',
    ]);
  });

  it.each(['{ to: 2026-05-01 }', '{ to: 2026-05-01T10:00:01 }', '{ from: 2026-04-01 }'])(
    'given a campaign that is not over, %s, then nothing is said',
    async (active) => {
      const files = campaign(`trigger: { event: A }\nactive: ${active}`);
      expect(await warningsAbout(files, NOW)).toEqual([]);
    },
  );

  it('given a holdout of all, then it is warned of', async () => {
    expect(await warningsAbout(campaign('trigger: { event: A }\nholdout: 100%'))).toEqual([
      'campaigns/hello.yaml:5:10 everybody is held out: nobody is ever sent anything (write a smaller share, or `paused: true` for a campaign that is to rest)',
    ]);
  });

  const TO_STAFF = `
channels: { email: { from: a@example.com } }
staff: { roles: [waiter] }
venues: { inn: { name: Inn } }
`;
  const staffed = (text: string) => ({
    'playbook.yaml': `name: Inn\ntimezone: UTC${TO_STAFF}`,
    'campaigns/hello.yaml': `trigger: { event: A }\n${text}\n`,
  });
  const TELL =
    'steps: [{ branch: [{ if: { event: B }, steps: [{ send: { channel: staff, role: waiter, message: x } }] }] }]';
  const SAY = 'steps: [{ send: { channel: sms, text: x } }]';

  it('given a goal and no step that sends anything, then it is warned of', async () => {
    const files = staffed('steps: [{ set: { traits: { seen: true } } }]\ngoal: { event: B, within: 1 day }');
    expect(await warningsAbout(files)).toEqual([
      'campaigns/hello.yaml:3:1 `goal` counts from the first message, and no step sends one: nobody ever reaches it (add a `send`, or leave `goal` out)',
    ]);
    expect(await warningsAbout(staffed(`${TELL}\ngoal: { event: B, within: 1 day }`))).toEqual([]);
  });

  it('given a holdout and no step that sends the guest anything, then it is warned of', async () => {
    expect(await warningsAbout(staffed(`${TELL}\nholdout: 10%`))).toEqual([
      'campaigns/hello.yaml:3:1 nothing is held back from who is held out: no step sends the guest anything, and what others do is done for them too (leave `holdout` out, or let a `split` say for whom it is done)',
    ]);
    expect(await warningsAbout(staffed(`${SAY}\nholdout: 10%`))).toEqual([]);
  });

  it('given a control group of all, then it is warned of', async () => {
    expect(await warningsAbout(settings('control: 100 %'))).toEqual([
      'playbook.yaml:4:10 everybody is in the group that gets no marketing: nobody is ever sent any (write a smaller share, such as `5%`)',
    ]);
  });

  it.each([
    ['10:01', '07:02'],
    ['09:00', '08:59'],
    ['00:00', '21:01'],
  ])('given quiet hours from %s to %s, then it is warned of', async (from, to) => {
    const files = settings(`quietHours: { from: "${from}", to: "${to}", channels: [email] }`);
    expect(await warningsAbout(files)).toEqual([
      `playbook.yaml:4:13 from ${from} to ${to} are more than 21 hours: as clocks change a message may be held for over a day (leave three hours of a day or more that are not quiet; \`from\` is when they begin, at night)`,
    ]);
  });

  it.each(['control: 99%', 'quietHours: { from: "10:00", to: "07:00", channels: [email] }'])(
    'given %s, then nothing is said',
    async (text) => {
      expect(await warningsAbout(settings(text))).toEqual([]);
    },
  );
});
