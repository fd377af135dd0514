import { describe, expect, it } from 'vitest';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { campaignSchema, permissionSchema } from '../../../../lambdas/handlers/flows/campaign-request.ts';
import { programSchema } from '../../../../lambdas/handlers/flows/playbook-request.ts';
import { compiled } from '../../../support/a-folder.ts';

const CLOCK = { hour: 9, minute: 0 };
const CAMPAIGN = {
  id: 'c',
  name: 'C',
  triggers: [],
  steps: [],
  frequency: { kind: 'once' },
  purpose: 'marketing',
};
const taken = (parts: object) => campaignSchema.safeParse({ ...CAMPAIGN, ...parts }).success;
const step = (parts: object) => ({ steps: [{ id: '1', ...parts }] });
const trigger = (parts: object) => ({ triggers: [parts] });

describe('a campaign of a program that was sent', () => {
  it('given all that the language has, compiled and stored, then it is taken', async () => {
    const { program } = await compiled({
      'playbook.yaml': `name: X
timezone: Europe/Berlin
channels: { push: { ios: arn:ios } }
destinations: { crm: { url: "https://crm.example.com", secret: whsec_c2VjcmV0 } }
visit: { begins: [Checked In], endsAfter: 4 hours }
suppress: [{ name: a, when: { event: Ordered }, purposes: [marketing], topics: [spa], except: [rooms] }]
caps: [{ channel: sms, atMost: 1, per: 1 day }]
quietHours: { from: "21:00", to: "09:00", channels: [sms] }
control: 5%
`,
      'templates/hello.liquid': null,
      'campaigns/hello.yaml': null,
      'campaigns/x.yaml': `trigger:
  - { event: A, every: 3, since: { segment: vip }, late: true }
  - { event: Beacon Entered, matching: { event: C, on: { d: d } } }
  - { segment: vip, on: exit }
  - { segment: vip }
if: { event: D }
stopWhen: { event: E }
frequency: once per visit
holdout: 10%
goal: { event: F, within: 1 day }
topics: [spa, rooms]
priority: -2
active: { from: 2026-12-01, to: 2026-12-24 }
paused: true
includeExisting: true
steps:
  - wait: 1 day
  - wait: { until: "09:00" }
  - wait: { until: { event: G }, atMost: 1 day }
  - wait: { until: event.properties.checkIn, before: 3 days }
  - branch: [{ if: { event: H, since: entry }, steps: [{ grant: gift }] }, { else: [{ end: true }] }]
  - split: [{ weight: 0.5, steps: [] }, { weight: 1, steps: [{ send: { channel: sms, text: Hello, rate: 9 per hour } }] }]
  - send: { channel: webhook, destination: crm, body: { a: [1] } }
  - set: { traits: { seen: true } }
`,
      'campaigns/y.yaml': `trigger:
  - { segment: vip, schedule: { every: day, at: "10:00" } }
  - { segment: vip, schedule: { every: week, day: monday, at: "10:00" } }
  - { segment: vip, schedule: { every: month, day: 31, at: "10:00" } }
  - { segment: vip, schedule: { every: year, month: 2, day: 29, at: "10:00" } }
  - { segment: vip, schedule: { at: 2026-05-01T10:00 } }
  - { date: birthday, yearly: true, before: 7 days, at: "09:00" }
frequency: once per 90 days
steps: [{ send: { channel: [push, sms], title: a, body: b, text: c, offer: gift } }]
`,
    });
    const stored = JSON.parse(JSON.stringify(program)) as Program;
    const { campaigns, permission } = programSchema.parse(stored);
    expect({ campaigns, permission }).toEqual({
      campaigns: stored.campaigns,
      permission: stored.permission,
    });
  });

  it.each([
    ['a trigger of an unknown kind', trigger({ kind: 'moon' })],
    ['an entry of no segment', trigger({ kind: 'segment', segment: 'a#b', on: 'entry' })],
    ['events of no names', trigger({ kind: 'event', of: { names: 'A', where: [] } })],
    [
      'every first event',
      trigger({ kind: 'event', of: { names: [], where: [] }, every: { times: 1, aggregate: 'a' } }),
    ],
    [
      'the eighth day of a week',
      trigger({ kind: 'schedule', segment: 'a', schedule: { kind: 'week', weekday: 8, at: CLOCK } }),
    ],
    ['no schedule', trigger({ kind: 'schedule', segment: 'a', schedule: { kind: 'day', at: '09:00' } })],
    [
      'the twenty-fifth hour',
      trigger({
        kind: 'date',
        path: ['a'],
        isYearly: true,
        before: { months: 0, milliseconds: 0 },
        at: { hour: 24, minute: 0 },
      }),
    ],
    [
      'a date of no trait',
      trigger({ kind: 'date', path: [], isYearly: true, before: { months: 0, milliseconds: 0 }, at: CLOCK }),
    ],
    ['a step of an unknown kind', step({ kind: 'dance' })],
    ['a step whose id is none', { steps: [{ kind: 'end', id: 'a#b' }] }],
    ['a wait that is no number', step({ kind: 'wait', milliseconds: '3 days' })],
    ['a wait back in time', step({ kind: 'wait', milliseconds: -1 })],
    ['a wait for nothing', step({ kind: 'wait for event', aggregates: [], atMostMilliseconds: 1 })],
    [
      'a wait for a date of nobody',
      step({ kind: 'wait for date', of: 'venue', path: ['a'], before: { months: 0, milliseconds: 0 } }),
    ],
    ['a message on no channel', step({ kind: 'send', contents: [] })],
    ['a message on an unknown channel', step({ kind: 'send', contents: [{ channel: 'pigeon' }] })],
    [
      'a rate of nothing',
      step({
        kind: 'send',
        contents: [{ channel: 'sms', text: 'a' }],
        rate: { messages: 0, perMilliseconds: 1 },
      }),
    ],
    ['an offer that is no id', step({ kind: 'grant', offer: 'a b' })],
    ['an arm that leads to no place', step({ kind: 'branch', arms: [{ to: -1 }], after: 1 })],
    ['a branch that nothing follows', step({ kind: 'branch', arms: [{ to: 1 }] })],
    ['a split without arms', step({ kind: 'split', arms: [], salt: 's' })],
    ['an arm without weight', step({ kind: 'split', arms: [{ weight: 0, to: 1 }], salt: 's' })],
    ['an arm that is too heavy', step({ kind: 'split', arms: [{ weight: 1e308, to: 1 }], salt: 's' })],
    ['a jump to half a place', step({ kind: 'jump', to: 0.5 })],
    ['a set of nothing', step({ kind: 'set' })],
    ['a frequency of an unknown kind', { frequency: { kind: 'twice' } }],
    ['a frequency per nothing', { frequency: { kind: 'once per' } }],
    ['visits that nothing counts', { frequency: { kind: 'once per visit' } }],
    ['a holdout of more than all', { holdout: 1.1 }],
    ['a goal without an end', { goal: { of: { names: [], where: [] }, aggregate: 'a' } }],
    ['a pause that is none', { isPaused: false }],
    ['days in words', { active: { from: '2026-12-01' } }],
  ])('given %s, then it is refused', (_, parts) => {
    expect(taken({})).toBe(true);
    expect(taken(parts)).toBe(false);
  });

  it.each([
    ['a cap on what is no message', { caps: [{ channel: 'webhook', atMost: 1, perMilliseconds: 1 }] }],
    ['a cap of nothing', { caps: [{ channel: 'sms', atMost: 0, perMilliseconds: 1 }] }],
    ['a cap in no time', { caps: [{ channel: 'sms', atMost: 1, perMilliseconds: 0 }] }],
    ['a suppression of nobody', { suppress: [{ name: 'a' }] }],
    ['quiet hours in words', { quietHours: { from: '21:00', to: '09:00', channels: ['sms'] } }],
    ['quiet hours of staff', { quietHours: { from: CLOCK, to: CLOCK, channels: ['staff'] } }],
    ['a control group of more than all', { control: 2 }],
  ])('given rules with %s, then they are refused', (_, parts) => {
    const rules = { suppress: [], caps: [] };
    expect(permissionSchema.safeParse(rules).success).toBe(true);
    expect(permissionSchema.safeParse({ ...rules, ...parts }).success).toBe(false);
  });
});
