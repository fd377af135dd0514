import type { Program } from '../../domain/playbook/program/program.ts';
import type { EventSelector } from '../../domain/segment/aggregate/aggregate-spec.ts';
import { aProgram } from './a-program.ts';

const DAY = 86_400_000;
const named = (name: string): EventSelector => ({ names: [name], where: [] });
const occurs = (label: string, aggregate: string, atLeast = 1) =>
  ({ kind: 'event', label, aggregate, count: { atLeast } }) as const;

/** A playbook with every kind of aggregate, and segments on events, traits, consent, time and each other. */
export function peopleProgram(overrides: Partial<Program> = {}): Program {
  return aProgram({
    aggregatesDigest: 'people-aggregates',
    aggregates: {
      bookings: { kind: 'times', of: named('Booking Made'), keep: 3 },
      calls: {
        kind: 'times-since',
        of: named('Called Hotel'),
        since: named('Signed Up'),
        spanMilliseconds: 3 * DAY,
        keep: 2,
      },
      revenue: { kind: 'measure', measure: 'sum', of: named('Order Completed'), property: ['revenue'] },
      recentRevenue: {
        kind: 'measure',
        measure: 'sum',
        of: named('Order Completed'),
        property: ['revenue'],
        withinMilliseconds: 6 * DAY,
      },
      lastRoom: { kind: 'last', of: named('Booking Made'), property: ['room'] },
      topColour: { kind: 'top', of: named('Product Viewed'), property: ['colour'] },
    },
    computedTraits: {
      lifetimeValue: { id: 'lifetimeValue', name: 'Lifetime value', aggregate: 'revenue' },
      recentValue: { id: 'recentValue', name: 'Recent value', aggregate: 'recentRevenue' },
      favouriteRoom: { id: 'favouriteRoom', name: 'Last room', aggregate: 'lastRoom' },
      favouriteColour: { id: 'favouriteColour', name: 'Colour', aggregate: 'topColour' },
    },
    segments: [
      { id: 'booker', name: 'Booker', when: occurs('Booking Made', 'bookings') },
      {
        id: 'regular',
        name: 'Regular',
        when: { ...occurs('Booking Made', 'bookings', 2), withinMilliseconds: 10 * DAY },
      },
      {
        id: 'abandoned',
        name: 'Abandoned',
        when: {
          kind: 'all',
          of: [occurs('Called Hotel', 'calls'), { kind: 'not', of: { kind: 'segment', segment: 'booker' } }],
        },
      },
      {
        id: 'vip',
        name: 'VIP',
        when: {
          kind: 'trait',
          path: ['lifetimeValue'],
          matcher: { ignoreCase: false, tests: [{ op: 'atLeast', value: 500 }] },
        },
      },
      {
        id: 'big-spender',
        name: 'Big spender of late',
        when: {
          kind: 'trait',
          path: ['recentValue'],
          matcher: { ignoreCase: false, tests: [{ op: 'atLeast', value: 100 }] },
        },
      },
      {
        id: 'price-sensitive',
        name: 'Price sensitive',
        when: {
          kind: 'trait',
          path: ['tags'],
          matcher: { ignoreCase: false, tests: [{ op: 'includes', value: 'Price Sensitive' }] },
        },
      },
      { id: 'reachable', name: 'Reachable', when: { kind: 'consent', purpose: 'marketing' } },
    ],
    campaigns: {
      thanks: {
        id: 'thanks',
        name: 'Thanks',
        triggers: [{ kind: 'event', of: named('Booking Made') }],
        steps: [],
        frequency: { kind: 'every time' },
        purpose: 'transactional',
      },
    },
    ...overrides,
  });
}
