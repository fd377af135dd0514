import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { describeCondition } from '../../../../domain/segment/explain/describe-condition.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { eventsCalled } from '../../../support/an-asking.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const matching = (...tests: MatcherTest[]) => ({ tests, ignoreCase: false });
const orders = eventsCalled('Order Completed');
const counting = { of: orders, measure: 'count', property: null } as const;

const SPECS: Readonly<Record<string, AggregateSpec>> = {
  calls: { kind: 'times', of: eventsCalled('Called Hotel'), keep: 1 },
  'calls in time': {
    kind: 'times-since',
    of: eventsCalled('Called Hotel'),
    since: orders,
    spanMilliseconds: 3 * DAY,
    keep: 1,
  },
  paid: {
    kind: 'matching',
    of: eventsCalled('Booking Made'),
    with: orders,
    on: [
      [['id'], ['booking', 'id']],
      [['shop'], ['shop']],
    ],
    keep: 1,
  },
  carts: {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: eventsCalled('Cart Updated') },
      { kind: 'not', of: orders },
    ],
    spanMilliseconds: 2 * HOUR,
  },
  'all orders': { kind: 'measure', ...counting },
  'orders lately': { kind: 'measure', ...counting, withinMilliseconds: 30 * DAY },
  'orders since calls': {
    kind: 'measure-since',
    ...counting,
    withinMilliseconds: 30 * DAY,
    since: { kind: 'event', of: eventsCalled('Called Hotel'), spanMilliseconds: 3 * DAY },
  },
  'orders since entry': { kind: 'measure-since', ...counting, since: { kind: 'entry', aggregate: 'e' } },
  'orders of the visit': {
    kind: 'measure-since',
    ...counting,
    withinMilliseconds: DAY,
    since: { kind: 'visit', visit: { begins: orders, endsAfterMilliseconds: HOUR } },
  },
  dresses: {
    kind: 'measure',
    ...counting,
    of: {
      names: ['Product Viewed', 'Product Added'],
      where: [
        { path: ['category'], matcher: matching({ op: 'exists', expected: true }) },
        { path: ['category'], matcher: matching({ op: 'is', value: 'Dresses' }) },
      ],
    },
  },
  views: {
    kind: 'measure',
    ...counting,
    of: eventsCalled('Product Viewed', 'Product Added'),
    withinMilliseconds: 30 * DAY,
  },
  'entries of callers': { kind: 'entry', when: { kind: 'everyone' } },
};
const asked = (condition: Condition) => describeCondition(SPECS, condition);

const called = {
  kind: 'event',
  label: 'Called',
  aggregate: 'calls',
  count: { atLeast: 1 },
} as const satisfies Condition;
const ordered = {
  kind: 'measure',
  label: 'Ordered',
  measure: 'count',
  aggregate: 'all orders',
  matcher: matching({ op: 'atLeast', value: 3 }),
} as const satisfies Condition;
const affine = {
  kind: 'affinity',
  label: 'category',
  matched: 'dresses',
  all: 'views',
  count: { atLeast: 1 },
} as const satisfies Condition;
const left = { kind: 'sequence', label: 'Left', aggregate: 'carts' } as const satisfies Condition;

describe('describeCondition', () => {
  it.each<[said: string, condition: Condition]>([
    ['all', { kind: 'all', of: [] }],
    ['any', { kind: 'any', of: [] }],
    ['not', { kind: 'not', of: { kind: 'everyone' } }],
    [
      'event Called Hotel, within 1 day, within the visit',
      { ...called, withinMilliseconds: DAY, visit: 'v' },
    ],
    ['event Called Hotel, 0 times', { ...called, count: { atLeast: 0, atMost: 0 } }],
    ['event Called Hotel, 1 times', { ...called, count: { atLeast: 1, atMost: 1 } }],
    ['event Called Hotel, at least 0 times', { ...called, count: { atLeast: 0 } }],
    ['event Called Hotel, since Order Completed for 3 days', { ...called, aggregate: 'calls in time' }],
    ['event Called Hotel, since Called Hotel', { ...called, since: { kind: 'event', aggregate: 'calls' } }],
    [
      'event Called Hotel, since another event',
      { ...called, since: { kind: 'event', aggregate: 'entries of callers' } },
    ],
    ['event Called', { ...called, aggregate: 'entries of callers' }],
    [
      'event Booking Made matching Order Completed on id = booking.id and shop = shop',
      { ...called, kind: 'matching', aggregate: 'paid' },
    ],
    ['sequence Cart Updated, then no Order Completed, span 2 hours', left],
    [
      'sequence Cart Updated, then no Order Completed, span 2 hours, within the visit, since the journey began',
      { ...left, visit: 'v', since: { kind: 'entry' } },
    ],
    ['sequence Left for 1 hour', { ...left, aggregate: 'entries of callers', forMilliseconds: HOUR }],
    ['count of Order Completed at least 3', ordered],
    ['count of Order Completed at least 3, within 30 days', { ...ordered, aggregate: 'orders lately' }],
    [
      'count of Order Completed at least 3, within 30 days, since Called Hotel for 3 days',
      { ...ordered, aggregate: 'orders since calls' },
    ],
    [
      'count of Order Completed at least 3, since it entered a segment',
      { ...ordered, aggregate: 'orders since entry' },
    ],
    [
      'count of Order Completed at least 3, within 1 day, within the visit',
      { ...ordered, aggregate: 'orders of the visit' },
    ],
    [
      'count of Ordered at least 3, within 1 day, since the journey began',
      { ...ordered, aggregate: 'entries of callers', withinMilliseconds: DAY, since: { kind: 'entry' } },
    ],
    ['affinity category is "Dresses" of Product Viewed or Product Added, within 30 days', affine],
    ['affinity category', { ...affine, matched: 'entries of callers', all: 'entries of callers' }],
    ['affinity category of Called Hotel', { ...affine, matched: 'calls', all: 'calls' }],
    [
      'trait address.city is "Berlin"',
      { kind: 'trait', path: ['address', 'city'], matcher: matching({ op: 'is', value: 'Berlin' }) },
    ],
    ['random 12.5 %', { kind: 'random', share: 0.125, salt: 's' }],
    ['random 33.3333 %', { kind: 'random', share: 1 / 3, salt: 's' }],
    ['segment lately', { kind: 'segment', segment: 'lately' }],
    [
      'segment lately for 1 day',
      { kind: 'segment', segment: 'lately', aggregate: 'e', forMilliseconds: DAY },
    ],
    ['consent marketing', { kind: 'consent', purpose: 'marketing' }],
    ['identifier email', { kind: 'identifier', namespace: 'email' }],
    ['reachable push', { kind: 'reachable', channel: 'push' }],
    ['list press', { kind: 'list', list: 'press', aggregate: 'l' }],
    ['message win-back, status sent', { kind: 'message', campaign: 'win-back', status: 'sent' }],
    [
      'message win-back, status opened, within 2 hours, since the journey began',
      {
        kind: 'message',
        campaign: 'win-back',
        status: 'opened',
        aggregate: 'o',
        withinMilliseconds: 2 * HOUR,
        since: { kind: 'entry' },
      },
    ],
    ['at any venue', { kind: 'presence', venue: null, aggregate: 'p' }],
    [
      'at lobby-bar, zone is "table-1"',
      {
        kind: 'presence',
        venue: 'lobby-bar',
        zone: matching({ op: 'is', value: 'table-1' }),
        aggregate: 'p',
      },
    ],
    ['offer treat, status redeemed', { kind: 'offer', offer: 'treat', status: 'redeemed', aggregate: 'g' }],
  ])('says `%s`', (said, condition) => {
    expect(asked(condition)).toBe(said);
  });

  it('takes the author’s word for events of which nothing is remembered', () => {
    expect(asked({ ...called, aggregate: 'gone' })).toBe('event Called');
    expect(asked({ ...called, since: { kind: 'event', aggregate: 'gone' } })).toBe(
      'event Called Hotel, since another event',
    );
    expect(asked({ ...left, aggregate: 'gone' })).toBe('sequence Left');
    expect(asked({ ...ordered, aggregate: 'gone' })).toBe('count of Ordered at least 3');
    expect(asked({ ...affine, matched: 'gone', all: 'gone' })).toBe('affinity category');
  });
});
