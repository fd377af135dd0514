import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import {
  type Dependencies,
  findDependencies,
} from '../../../../domain/segment/condition/find-dependencies.ts';
import { eventsCalled } from '../../../support/an-asking.ts';

const times: AggregateSpec = { kind: 'times', of: eventsCalled('Booking Made'), keep: 1 };
const matcher = { tests: [{ op: 'exists', expected: true } as const], ignoreCase: false };
const booked = {
  kind: 'event',
  label: '',
  aggregate: 'bookings',
  count: { atLeast: 1 },
} as const satisfies Condition;
const consent = (purpose: string): Condition => ({ kind: 'consent', purpose });
const trait = (...path: string[]) => ({ kind: 'trait', path, matcher }) as const satisfies Condition;

const measured = { of: eventsCalled('Order Completed'), measure: 'sum', property: ['revenue'] } as const;
const PROGRAM: Parameters<typeof findDependencies>[1] = {
  aggregates: {
    bookings: times,
    views: times,
    entry: { kind: 'entry', when: { kind: 'all', of: [booked, consent('marketing')] } },
    'spent since entry': {
      kind: 'measure-since',
      ...measured,
      since: { kind: 'entry', aggregate: 'entry' },
    },
    'spent since booking': {
      kind: 'measure-since',
      ...measured,
      since: { kind: 'event', of: eventsCalled('Booking Made') },
    },
  },
  computedTraits: {
    revenue: { id: 'revenue', name: 'Revenue', aggregate: 'spent', minus: 'refunded' },
    orders: { id: 'orders', name: 'Orders', aggregate: 'ordered' },
  },
};

/** What there is of it. */
function found(condition: Condition): Record<string, unknown> {
  const dependencies: Dependencies = findDependencies(condition, PROGRAM);
  const names = ['aggregates', 'entries', 'traits', 'consent', 'segments', 'contacts'] as const;
  const { identifiers, devices } = dependencies;
  return {
    ...Object.fromEntries(
      names.flatMap((name) => (dependencies[name].size === 0 ? [] : [[name, [...dependencies[name]]]])),
    ),
    ...(identifiers !== false && { identifiers }),
    ...(devices !== false && { devices }),
  };
}

const entered = { kind: 'segment', segment: 'bookers', aggregate: 'entry' } as const;
const ENTRY = { aggregates: ['entry', 'bookings'], entries: ['entry'], consent: ['marketing'] };

describe('findDependencies', () => {
  it.each<[what: string, condition: Condition, expected: Record<string, unknown>]>([
    ['everyone', { kind: 'everyone' }, {}],
    ['a lottery', { kind: 'random', share: 0.5, salt: 's' }, {}],
    ['a sent trait', trait('city', 'name'), { traits: ['city'] }],
    ['a computed trait', trait('revenue'), { aggregates: ['spent', 'refunded'] }],
    ['one without a subtrahend', trait('orders'), { aggregates: ['ordered'] }],
    [
      'one that is written out',
      { ...trait('revenue'), computed: { aggregate: 'spent' } },
      { aggregates: ['spent'] },
    ],
    ['a trait of a name that objects have', trait('constructor'), { traits: ['constructor'] }],
    ['a consent', consent('location'), { consent: ['location'] }],
    ['an identifier', { kind: 'identifier', namespace: 'email' }, { identifiers: true }],
    [
      'an address',
      { kind: 'reachable', channel: 'email' },
      { consent: ['email'], traits: ['email'], identifiers: true },
    ],
    [
      'a number',
      { kind: 'reachable', channel: 'sms' },
      { consent: ['sms'], traits: ['phone'], identifiers: true },
    ],
    ['a device', { kind: 'reachable', channel: 'push' }, { consent: ['push'], devices: true }],
    ['a membership', { kind: 'segment', segment: 'vip' }, { segments: ['vip'] }],
    ['one that must have lasted', { ...entered, forMilliseconds: 5 }, ENTRY],
    [
      'a message that was sent',
      { kind: 'message', campaign: 'win-back', status: 'sent' },
      { contacts: ['win-back'] },
    ],
    [
      'a message that was opened',
      { kind: 'message', campaign: 'win-back', status: 'opened', aggregate: 'opened' },
      { aggregates: ['opened'] },
    ],
    [
      'an event since another',
      { ...booked, since: { kind: 'event', aggregate: 'views' } },
      { aggregates: ['bookings', 'views'] },
    ],
    [
      'an event since an entry',
      { ...booked, aggregate: 'views', since: entered },
      { ...ENTRY, aggregates: ['views', 'entry', 'bookings'] },
    ],
    [
      'an event since a date, during the visit',
      { ...booked, since: { kind: 'moment', at: 0 }, visit: 'visit' },
      { aggregates: ['bookings', 'visit'] },
    ],
    [
      'a measure since an entry',
      { kind: 'measure', label: '', measure: 'sum', matcher, aggregate: 'spent since entry' },
      { ...ENTRY, aggregates: ['spent since entry', 'entry', 'bookings'] },
    ],
    [
      'a measure since an event',
      { kind: 'measure', label: '', measure: 'sum', matcher, aggregate: 'spent since booking' },
      { aggregates: ['spent since booking'] },
    ],
    [
      'an affinity',
      { kind: 'affinity', label: '', matched: 'dresses', all: 'views', count: { atLeast: 1 } },
      { aggregates: ['views', 'dresses'] },
    ],
    [
      'all of what they are made of',
      { kind: 'any', of: [trait('city'), { kind: 'not', of: consent('location') }] },
      { traits: ['city'], consent: ['location'] },
    ],
  ])('finds what %s asks about', (_what, condition, expected) => {
    expect(found(condition)).toEqual(expected);
  });

  it('given an entry whose condition asks about itself, then it is found once', () => {
    const program = { ...PROGRAM, aggregates: { entry: { kind: 'entry', when: entered } as const } };
    expect([...findDependencies(entered, program).aggregates]).toEqual(['entry']);
  });
});
