import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { EventSelector } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const named = (name: string): EventSelector => ({ names: [name], where: [] });
const on = (name: string) => [{ kind: 'event', of: named(name) }] as const;
const mail = (id: string) =>
  ({ kind: 'send', id, contents: [{ channel: 'email', template: 'hello', subject: 'Hello' }] }) as const;
const since = (label: string, aggregate: string): Condition => ({
  kind: 'event',
  label,
  aggregate,
  count: { atLeast: 1 },
  since: { kind: 'entry' },
});
const often = { frequency: { kind: 'every time' }, purpose: 'marketing' } as const;

/** Campaigns of every kind of trigger, step and frequency; several of them want the last message under a cap. */
export const JOURNEY_CAMPAIGNS: readonly Campaign[] = [
  { id: 'menu', name: 'Opened', triggers: on('Menu Opened'), steps: [mail('1')], ...often },
  { id: 'view', name: 'Viewed', triggers: on('Product Viewed'), steps: [mail('1')], ...often, priority: 2 },
  { id: 'gallery', name: 'Viewed too', triggers: on('Product Viewed'), steps: [mail('1')], ...often },
  { id: 'echo', name: 'Booked', triggers: on('Booking Made'), steps: [mail('1')], ...often },
  {
    id: 'greet',
    name: 'Has become a booker',
    triggers: [{ kind: 'segment', segment: 'booker', on: 'entry' }],
    steps: [mail('1')],
    ...often,
    priority: 4,
  },
  {
    id: 'table',
    name: 'Once per visit',
    triggers: on('Menu Opened'),
    steps: [mail('1'), { kind: 'wait', id: '2', milliseconds: HOUR / 6 }, mail('3')],
    frequency: { kind: 'once per visit', aggregate: 'visit' },
    purpose: 'transactional',
  },
  {
    id: 'thanks',
    name: 'Thanks',
    triggers: on('Booking Made'),
    steps: [mail('1')],
    frequency: { kind: 'every time' },
    purpose: 'transactional',
  },
  {
    id: 'vigil',
    name: 'Waits for a booking',
    triggers: on('Signed Up'),
    steps: [
      mail('1'),
      {
        kind: 'wait for event',
        id: '2',
        until: since('Booking Made', 'booked'),
        aggregates: ['booked'],
        atMostMilliseconds: 7 * HOUR,
      },
      mail('3'),
    ],
    frequency: { kind: 'once per', milliseconds: DAY },
    purpose: 'marketing',
    holdout: 0.4,
    goal: { of: named('Order Completed'), aggregate: 'ordered', withinMilliseconds: DAY },
  },
  {
    id: 'stay',
    name: 'Once for whoever books',
    triggers: [{ kind: 'segment', segment: 'booker', on: 'entry' }],
    steps: [
      { kind: 'wait', id: '1', milliseconds: 5 * HOUR },
      { kind: 'wait for time', id: '2', at: { hour: 7, minute: 30 } },
      mail('3'),
      { kind: 'set', id: '4', traits: { stayed: true } },
      { kind: 'grant', id: '5', offer: 'dessert' },
      mail('6'),
    ],
    stopWhen: since('Order Completed', 'ordered'),
    frequency: { kind: 'once' },
    purpose: 'marketing',
  },
  {
    id: 'letter',
    name: 'To all bookers',
    triggers: [
      { kind: 'schedule', segment: 'booker', schedule: { kind: 'day', at: { hour: 12, minute: 0 } } },
    ],
    steps: [{ ...mail('1'), rate: { messages: 2, perMilliseconds: HOUR } }],
    ...often,
    priority: 1,
  },
  {
    id: 'turns',
    name: 'Every second order',
    triggers: [{ kind: 'event', of: named('Order Completed'), every: { times: 2, aggregate: 'orders' } }],
    steps: [{ ...mail('1'), offer: 'coffee' }],
    frequency: { kind: 'every time' },
    purpose: 'transactional',
  },
  {
    id: 'birthday',
    name: 'Birthday',
    triggers: [
      {
        kind: 'date',
        path: ['birthday'],
        isYearly: true,
        before: { months: 0, milliseconds: 0 },
        at: { hour: 10, minute: 0 },
      },
    ],
    steps: [{ kind: 'grant', id: '1', offer: 'cake' }, mail('2')],
    frequency: { kind: 'every time' },
    purpose: 'transactional',
  },
];
