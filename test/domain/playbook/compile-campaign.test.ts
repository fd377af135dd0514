import { describe, expect, it } from 'vitest';
import { compiled } from '../../support/a-folder.ts';

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
if: { all: [{ event: A }, { event: B, since: entry }] }
stopWhen: { any: [{ not: { event: C } }, { event: D, since: { event: E } }, { segment: vip }] }
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
});
