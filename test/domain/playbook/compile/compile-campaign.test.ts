import { describe, expect, it } from 'vitest';
import { compiled } from '../../../support/a-folder.ts';

const SMS = 'steps:\n  - wait: 1 hour\n  - send: { channel: sms, text: Hello }\n';

async function campaign(text: string) {
  const { program } = await compiled({ 'campaigns/x.yaml': text });
  const found = program.campaigns.x;
  if (found === undefined) throw new Error('the campaign was not compiled');
  return found;
}

describe('compileCampaign', () => {
  it('given a segment’s trigger, then it is on entry, once, for marketing', async () => {
    expect(await campaign(`trigger: { segment: vip }\n${SMS}`)).toEqual({
      id: 'x',
      name: 'x',
      triggers: [{ kind: 'segment', segment: 'vip', on: 'entry' }],
      steps: [
        { kind: 'wait', id: '1', milliseconds: 3_600_000 },
        { kind: 'send', id: '2', contents: [{ channel: 'sms', text: 'Hello' }] },
      ],
      frequency: { kind: 'once' },
      purpose: 'marketing',
    });
  });

  it('given an event’s trigger, then it is every time', async () => {
    const { triggers, frequency } = await campaign(`trigger: { event: any, where: { venue: bar } }\n${SMS}`);
    expect(frequency).toEqual({ kind: 'every time' });
    expect(triggers).toMatchObject([{ kind: 'event', of: { names: [], where: [{ path: ['venue'] }] } }]);
  });

  it('given a list of triggers with a segment among them, then it is once', async () => {
    const { triggers, frequency } = await campaign(
      `trigger: [{ event: X }, { segment: vip, on: exit }]\n${SMS}`,
    );
    expect(triggers).toMatchObject([{ kind: 'event' }, { kind: 'segment', on: 'exit' }]);
    expect(frequency).toEqual({ kind: 'once' });
  });

  it('given `once per 90 days`, then the frequency is in milliseconds', async () => {
    const { frequency } = await campaign(`trigger: { event: X }\nfrequency: once per 90 days\n${SMS}`);
    expect(frequency).toEqual({ kind: 'once per', milliseconds: 90 * 86_400_000 });
  });

  it('given conditions, then `if` sees all history and `stopWhen` counts from the journey’s entry, unless it says since when', async () => {
    const { if: condition, stopWhen } = await campaign(`trigger: { segment: vip }
if: { any: [{ event: A }, { event: B, since: entry }] }
stopWhen: { all: [{ not: { event: C } }, { event: D, since: { event: E } }, { segment: vip }] }
${SMS}`);
    expect(condition).toMatchObject({ of: [{ label: 'A' }, { label: 'B', since: { kind: 'entry' } }] });
    expect(condition).not.toHaveProperty('of.0.since');
    expect(stopWhen).toMatchObject({
      of: [
        { kind: 'not', of: { label: 'C', since: { kind: 'entry' } } },
        { label: 'D', since: { kind: 'event' } },
        { kind: 'segment', segment: 'vip' },
      ],
    });
  });

  it('given a purpose that is written, then each send carries it, staff and webhooks too', async () => {
    const { steps, purpose } = await campaign(`trigger: { event: X }
purpose: transactional
steps:
  - send: { channel: webhook, destination: crm, body: { id: "{{ profile.id }}", n: 1 }, type: booking }
  - send: { channel: staff, role: waiter, message: Hello, venue: "{{ event.properties.venue }}" }
  - send: { channel: push, title: A, body: B, link: "https://example.com" }
`);
    expect(purpose).toBe('transactional');
    expect(steps).toEqual([
      {
        kind: 'send',
        id: '1',
        contents: [
          {
            channel: 'webhook',
            destination: 'crm',
            body: { id: '{{ profile.id }}', n: 1 },
            type: 'booking',
          },
        ],
        purpose: 'transactional',
      },
      {
        kind: 'send',
        id: '2',
        contents: [
          {
            channel: 'staff',
            role: 'waiter',
            message: 'Hello',
            venue: '{{ event.properties.venue }}',
          },
        ],
        purpose: 'transactional',
      },
      {
        kind: 'send',
        id: '3',
        contents: [{ channel: 'push', title: 'A', body: 'B', link: 'https://example.com' }],
        purpose: 'transactional',
      },
    ]);
  });

  it('given a schedule or a date, then it is every time; once per visit asks what a visit is', async () => {
    const scheduled = 'trigger: { segment: vip, schedule: { every: day, at: "10:00" } }\n';
    expect((await campaign(`${scheduled}${SMS}`)).frequency).toEqual({ kind: 'every time' });
    const { program } = await compiled({
      'playbook.yaml': 'name: X\ntimezone: UTC\nvisit: { begins: [Checked In], endsAfter: 4 hours }\n',
      'campaigns/hello.yaml': null,
      'templates/hello.liquid': null,
      'campaigns/x.yaml': `trigger: { event: X }\nfrequency: once per visit\n${SMS}`,
    });
    const frequency = program?.campaigns.x?.frequency;
    if (frequency?.kind !== 'once per visit') throw new Error('another frequency');
    expect(program?.aggregates[frequency.aggregate]?.kind).toBe('visit');
  });

  it('given what a campaign may say of itself, then it is as the functions read it', async () => {
    const found = await campaign(`trigger: { event: X }
holdout: 12.5%
goal: { event: Booking Made, where: { room: Suite }, within: 7 days }
topics: [spa, rooms, spa]
priority: 10
active: { from: 2026-12-01, to: 2026-12-24 }
paused: true
${SMS}`);
    expect(found).toMatchObject({
      holdout: 0.125,
      goal: { of: { names: ['Booking Made'] }, withinMilliseconds: 7 * 86_400_000 },
      topics: ['rooms', 'spa'],
      priority: 10,
      // In the house's zone, and the last day is one of them.
      active: { from: Date.UTC(2026, 10, 30, 23), to: Date.UTC(2026, 11, 24, 23) },
      isPaused: true,
    });
  });

  it('given a goal, then one time of its events is remembered, which every campaign with that goal shares', async () => {
    const text = `trigger: { event: X }\ngoal: { event: Booking Made, within: 7 days }\n${SMS}`;
    const { program } = await compiled({ 'campaigns/x.yaml': text, 'campaigns/y.yaml': text });
    const { x, y } = program?.campaigns ?? {};
    expect(x?.goal?.aggregate).toBe(y?.goal?.aggregate);
    expect(program?.aggregates).toEqual({
      [x?.goal?.aggregate ?? '']: { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 1 },
    });
  });

  it('given a moment as the end, then that moment is it; given `paused: false`, then it is not paused', async () => {
    const found = await campaign(
      `trigger: { event: X }\nactive: { to: 2026-12-24T18:00 }\npaused: false\n${SMS}`,
    );
    expect(found.active).toEqual({ to: Date.UTC(2026, 11, 24, 17) });
    expect(found).not.toHaveProperty('isPaused');
  });

  it('given several channels, then their contents are in that order, each with its own keys', async () => {
    const { steps } = await campaign(`trigger: { event: X }
steps:
  - send: { channel: [push, email, sms], title: A, body: B, template: hello, subject: C, text: D, rate: 10 per 5 minutes, offer: gift }
`);
    expect(steps).toEqual([
      {
        kind: 'send',
        id: '1',
        contents: [
          { channel: 'push', title: 'A', body: 'B' },
          { channel: 'email', template: 'hello', subject: 'C' },
          { channel: 'sms', text: 'D' },
        ],
        rate: { messages: 10, perMilliseconds: 300_000 },
        offer: 'gift',
      },
    ]);
  });

  it('given a step that sets what the event says, then the event will be read', async () => {
    const set = (value: string) =>
      `trigger: { event: X }\nsteps: [{ set: { traits: { a: [{ b: "${value}" }] } } }]\n`;
    expect((await campaign(set('{{ event.properties.c }}'))).readsEvent).toBe(true);
    expect(await campaign(set('{{ profile.c }}'))).not.toHaveProperty('readsEvent');
  });
});
