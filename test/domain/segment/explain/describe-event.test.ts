import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { EventCondition } from '../../../../domain/segment/condition/condition.ts';
import { describeEvent } from '../../../../domain/segment/explain/describe-event.ts';
import { eventsCalled } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const suite = {
  path: ['room'],
  matcher: { tests: [{ op: 'is' as const, value: 'Suite' }], ignoreCase: false },
};
const SPECS: Readonly<Record<string, AggregateSpec>> = {
  calls: { kind: 'times', of: eventsCalled('Called Hotel'), keep: 1 },
  anything: { kind: 'times', of: { names: [], where: [] }, keep: 1 },
  suites: { kind: 'times', of: { names: [], where: [suite] }, keep: 1 },
  'named so': { kind: 'times', of: eventsCalled('Booked any event'), keep: 1 },
  paid: {
    kind: 'matching',
    of: eventsCalled('Booking Made'),
    with: eventsCalled('Order Completed'),
    on: [[['booking', 'id'], ['id']]],
    keep: 1,
  },
  'since calls': {
    kind: 'times-since',
    of: eventsCalled('Booking Made'),
    since: eventsCalled('Called Hotel'),
    spanMilliseconds: 86_400_000,
    keep: 1,
  },
};
const asked = (more: Partial<EventCondition>) =>
  describeEvent(SPECS, { kind: 'event', label: '', aggregate: 'calls', count: { atLeast: 1 }, ...more });

describe('describeEvent', () => {
  it('says of any event no more than that, and what it must have', () => {
    expect(asked({ aggregate: 'anything' })).toBe('any event');
    expect(asked({ aggregate: 'suites' })).toBe('any event where room is "Suite"');
    expect(asked({ aggregate: 'named so' })).toBe('event Booked any event');
  });

  it.each([
    ['event Called Hotel', { atLeast: 1 }],
    ['event Called Hotel, at least 2 times', { atLeast: 2 }],
    ['event Called Hotel, at most 3 times', { atLeast: 0, atMost: 3 }],
    ['event Called Hotel, 2 to 3 times', { atLeast: 2, atMost: 3 }],
    ['event Called Hotel, 1 to 3 times', { atLeast: 1, atMost: 3 }],
    ['event Called Hotel, 3 times', { atLeast: 3, atMost: 3 }],
  ])('says `%s`', (said, count) => {
    expect(asked({ count })).toBe(said);
  });

  it('says since when', () => {
    expect(asked({ since: { kind: 'segment', segment: 'vip', aggregate: 'e' } })).toBe(
      'event Called Hotel, since the last entry into vip',
    );
    expect(asked({ since: { kind: 'moment', at: NOW } })).toBe(
      'event Called Hotel, since 2026-03-02T10:00:00.000Z',
    );
    expect(asked({ since: { kind: 'entry' } })).toBe('event Called Hotel, since the journey began');
    expect(asked({ aggregate: 'since calls' })).toBe('event Booking Made, since Called Hotel for 1 day');
  });

  it('says by what it agrees with another, step by step', () => {
    expect(asked({ aggregate: 'paid' })).toBe(
      'event Booking Made matching Order Completed on booking.id = id',
    );
  });
});
