import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { explainCondition } from '../../../../domain/segment/explain/explain-condition.ts';
import type { Matcher, MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (moment: number) => new Date(moment).toISOString();

const matching = (...tests: MatcherTest[]): Matcher => ({ tests, ignoreCase: false });
const is = (value: string) => matching({ op: 'is', value });
const atLeast = (value: number) => matching({ op: 'atLeast', value });
const orders = eventsCalled('Order Completed');
const exists = { path: ['category'], matcher: matching({ op: 'exists', expected: true }) };

const booked: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
};

const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  bookings: {
    kind: 'times',
    of: { names: ['Booking Made'], where: [{ path: ['room'], matcher: is('Suite') }] },
    keep: 3,
  },
  calls: { kind: 'times', of: eventsCalled('Called Hotel'), keep: 1 },
  'calls in time': {
    kind: 'times-since',
    of: eventsCalled('Called Hotel'),
    since: eventsCalled('Booking Made'),
    spanMilliseconds: 3 * DAY,
    keep: 1,
  },
  spent: {
    kind: 'measure',
    of: orders,
    measure: 'sum',
    property: ['revenue'],
    withinMilliseconds: 30 * DAY,
  },
  'spent before': {
    kind: 'measure',
    of: orders,
    measure: 'sum',
    property: ['revenue'],
    withinMilliseconds: 60 * DAY,
    untilMilliseconds: 30 * DAY,
  },
  'spent since': {
    kind: 'measure-since',
    of: orders,
    measure: 'sum',
    property: ['revenue'],
    since: { kind: 'event', of: eventsCalled('Booking Made') },
  },
  'spent lately': { kind: 'recent', of: orders, measure: 'sum', property: ['revenue'], keep: 32 },
  'left the basket': {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: eventsCalled('Cart Updated') },
      { kind: 'not', of: orders },
    ],
    keepsCompletions: true,
  },
  paid: {
    kind: 'matching',
    of: eventsCalled('Booking Made'),
    with: orders,
    on: [[['id'], ['booking']]],
    keep: 1,
  },
  dresses: {
    kind: 'measure',
    of: { names: [], where: [exists, { path: ['category'], matcher: is('Dresses') }] },
    measure: 'count',
    property: null,
  },
  categories: { kind: 'measure', of: { names: [], where: [exists] }, measure: 'count', property: null },
  'booked entries': { kind: 'entry', when: booked },
  press: {
    kind: 'last',
    of: { names: ['List Changed'], where: [{ path: ['list'], matcher: is('press') }] },
    property: ['member'],
  },
  appetizers: { kind: 'grants', offer: 'free-appetizer' },
  opened: {
    kind: 'times',
    of: { names: ['Email Opened'], where: [{ path: ['campaign'], matcher: is('win-back') }] },
    keep: 1,
  },
  presence: { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: HOUR / 2 },
  visit: {
    kind: 'visit',
    visit: { begins: eventsCalled('Beacon Entered'), endsAfterMilliseconds: 4 * HOUR },
  },
};

const active = anActiveProgram(AGGREGATES, {
  segments: [{ id: 'bookers', name: 'Bookers', when: booked }],
});

const EVENTS = [
  anEvent({ time: NOW - 5 * HOUR, messageId: 'b1', properties: { room: 'Suite', id: 7 } }),
  anEvent({
    time: NOW - 4 * HOUR,
    messageId: 'o1',
    name: 'Order Completed',
    properties: { revenue: 40, booking: '7' },
  }),
  anEvent({
    time: NOW - 3 * HOUR,
    messageId: 'c1',
    name: 'Cart Updated',
    properties: { category: 'Dresses' },
  }),
  anEvent({
    time: NOW - 2 * HOUR,
    messageId: 'v1',
    name: 'Product Viewed',
    properties: { category: 'Suits' },
  }),
  anEvent({
    time: NOW - HOUR,
    messageId: 'l1',
    name: 'List Changed',
    properties: { list: 'press', member: true },
  }),
  anEvent({
    time: NOW - HOUR,
    messageId: 'g1',
    name: 'Offer Granted',
    properties: { offer: 'free-appetizer', code: 'A1', validUntil: iso(NOW + DAY) },
  }),
  anEvent({ time: NOW - HOUR, messageId: 'e1', name: 'Email Opened', properties: { campaign: 'win-back' } }),
  anEvent({
    time: NOW - HOUR / 4,
    messageId: 'p1',
    name: 'Beacon Entered',
    properties: { venue: 'lobby-bar', zone: 'table-1' },
    traits: { city: 'Berlin' },
    consent: { marketing: true, email: true },
  }),
];
const guest = aGuestOf(active, EVENTS, {
  seed: 'any',
  identifiers: { 'email#john@example.com': { sealed: 0, floor: 0, keys: {} } },
  segments: { bookers: { since: NOW - 5 * HOUR, entries: 1 } },
  contacts: { open: {}, entered: {}, sends: [{ at: NOW - DAY, channel: 'email', campaign: 'win-back' }] },
});
const explain = (condition: Condition, events?: typeof EVENTS) =>
  explainCondition(active, condition, guest, NOW, NOW - 4.5 * HOUR, events);

const counted = { label: 'Called Hotel', aggregate: 'calls', count: { atLeast: 1 } } as const;
const measured = {
  kind: 'measure',
  label: 'Order Completed',
  measure: 'sum',
  property: 'revenue',
  matcher: atLeast(30),
} as const;

const CASES: readonly (readonly [
  asked: string,
  holds: boolean,
  seen: unknown,
  changesAt: number | undefined,
  Condition,
])[] = [
  ['everyone', true, undefined, undefined, { kind: 'everyone' }],
  ['event Booking Made where room is "Suite"', true, [iso(NOW - 5 * HOUR)], undefined, booked],
  [
    'event Booking Made where room is "Suite", within 1 day',
    true,
    [iso(NOW - 5 * HOUR)],
    NOW + 19 * HOUR,
    { ...booked, withinMilliseconds: DAY },
  ],
  [
    'event Called Hotel, at least 2 times',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, count: { atLeast: 2 } },
  ],
  [
    'event Called Hotel, at most 2 times',
    true,
    'never',
    undefined,
    { kind: 'event', ...counted, count: { atLeast: 0, atMost: 2 } },
  ],
  [
    'event Called Hotel, 1 to 2 times',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, count: { atLeast: 1, atMost: 2 } },
  ],
  [
    'event Called Hotel, 2 times',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, count: { atLeast: 2, atMost: 2 } },
  ],
  [
    'event Called Hotel, since Booking Made for 3 days',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, aggregate: 'calls in time' },
  ],
  [
    'event Called Hotel, since Booking Made where room is "Suite"',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, since: { kind: 'event', aggregate: 'bookings' } },
  ],
  [
    `event Called Hotel, since ${iso(NOW)}`,
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, since: { kind: 'moment', at: NOW } },
  ],
  [
    'event Called Hotel, since the journey began',
    false,
    'never',
    undefined,
    { kind: 'event', ...counted, since: { kind: 'entry' } },
  ],
  [
    'event Called Hotel, since it entered bookers',
    false,
    'never',
    undefined,
    {
      kind: 'event',
      ...counted,
      since: { kind: 'segment', segment: 'bookers', aggregate: 'booked entries' },
    },
  ],
  [
    'event Called Hotel, 0 times, within the visit',
    true,
    'never',
    undefined,
    { kind: 'event', ...counted, count: { atLeast: 0, atMost: 0 }, visit: 'visit' },
  ],
  [
    'event Booking Made matching Order Completed on id = booking',
    true,
    [iso(NOW - 5 * HOUR)],
    undefined,
    { kind: 'matching', label: '', aggregate: 'paid', count: { atLeast: 1 } },
  ],
  [
    'sum of revenue of Order Completed atLeast 30, within 30 days',
    true,
    40,
    Date.UTC(2026, 3, 1, 12),
    { ...measured, aggregate: 'spent' },
  ],
  [
    'sum of revenue of Order Completed atLeast 30, from 60 days to 30 days ago',
    false,
    0,
    NOW + 30 * DAY + 14 * HOUR,
    { ...measured, aggregate: 'spent before' },
  ],
  [
    'sum of revenue of Order Completed atLeast 30, since Booking Made',
    true,
    40,
    undefined,
    { ...measured, aggregate: 'spent since' },
  ],
  [
    'sum of revenue of Order Completed atLeast 30, since the journey began',
    true,
    40,
    undefined,
    { ...measured, aggregate: 'spent lately', since: { kind: 'entry' } },
  ],
  [
    'sequence Cart Updated, then no Order Completed for 2 hours, within 1 day',
    true,
    { from: iso(NOW - 3 * HOUR), to: iso(NOW - 3 * HOUR) },
    NOW + 21 * HOUR,
    {
      kind: 'sequence',
      label: '',
      aggregate: 'left the basket',
      withinMilliseconds: DAY,
      forMilliseconds: 2 * HOUR,
    },
  ],
  [
    'affinity category is "Dresses" of any event, share atLeast 0.5, at least 3 times',
    false,
    { all: 2, matched: 1 },
    undefined,
    {
      kind: 'affinity',
      label: 'category',
      matched: 'dresses',
      all: 'categories',
      share: atLeast(0.5),
      count: { atLeast: 3 },
    },
  ],
  [
    'trait city is "Berlin"',
    true,
    'Berlin',
    undefined,
    { kind: 'trait', path: ['city'], matcher: is('Berlin') },
  ],
  [
    'trait town exists true',
    false,
    'missing',
    undefined,
    { kind: 'trait', path: ['town'], matcher: exists.matcher },
  ],
  [
    'segment bookers',
    true,
    `since ${iso(NOW - 5 * HOUR)}`,
    undefined,
    { kind: 'segment', segment: 'bookers' },
  ],
  ['segment callers', false, 'outside', undefined, { kind: 'segment', segment: 'callers' }],
  [
    'segment bookers for 1 day',
    false,
    `since ${iso(NOW - 5 * HOUR)}`,
    NOW + 19 * HOUR,
    { kind: 'segment', segment: 'bookers', aggregate: 'booked entries', forMilliseconds: DAY },
  ],
  ['consent marketing', true, true, undefined, { kind: 'consent', purpose: 'marketing' }],
  ['consent location', false, 'no choice recorded', undefined, { kind: 'consent', purpose: 'location' }],
  ['identifier email', true, 'email#john@example.com', undefined, { kind: 'identifier', namespace: 'email' }],
  ['identifier phone', false, 'missing', undefined, { kind: 'identifier', namespace: 'phone' }],
  ['reachable email', true, 'yes', undefined, { kind: 'reachable', channel: 'email' }],
  ['reachable push', false, 'no device', undefined, { kind: 'reachable', channel: 'push' }],
  [
    'reachable sms',
    false,
    'no consent for the channel sms',
    undefined,
    { kind: 'reachable', channel: 'sms' },
  ],
  [
    'reachable webhook',
    false,
    'webhook is no channel to guests',
    undefined,
    { kind: 'reachable', channel: 'webhook' },
  ],
  ['list press', true, true, undefined, { kind: 'list', list: 'press', aggregate: 'press' }],
  [
    'offer free-appetizer, status held',
    true,
    { A1: 'valid' },
    NOW + DAY,
    { kind: 'offer', offer: 'free-appetizer', status: 'held', aggregate: 'appetizers' },
  ],
  [
    'offer free-appetizer, status expired',
    false,
    { A1: 'valid' },
    NOW + DAY,
    { kind: 'offer', offer: 'free-appetizer', status: 'expired', aggregate: 'appetizers' },
  ],
  [
    'message win-back, status sent, within 2 days',
    true,
    [iso(NOW - DAY)],
    NOW + DAY,
    { kind: 'message', campaign: 'win-back', status: 'sent', withinMilliseconds: 2 * DAY },
  ],
  [
    'message win-back, status sent, since the journey began',
    false,
    [iso(NOW - DAY)],
    undefined,
    { kind: 'message', campaign: 'win-back', status: 'sent', since: { kind: 'entry' } },
  ],
  [
    'message win-back, status opened',
    true,
    [iso(NOW - HOUR)],
    undefined,
    { kind: 'message', campaign: 'win-back', status: 'opened', aggregate: 'opened' },
  ],
  [
    'at lobby-bar, zone startsWith "table-"',
    true,
    { 'lobby-bar': { since: iso(NOW - HOUR / 4), until: iso(NOW + HOUR / 4), zone: 'table-1' } },
    NOW + HOUR / 4,
    {
      kind: 'presence',
      venue: 'lobby-bar',
      zone: matching({ op: 'startsWith', text: 'table-' }),
      aggregate: 'presence',
    },
  ],
  [
    'at any venue',
    true,
    expect.anything(),
    NOW + HOUR / 4,
    { kind: 'presence', venue: null, aggregate: 'presence' },
  ],
  ['at spa', false, {}, undefined, { kind: 'presence', venue: 'spa', aggregate: 'presence' }],
];

describe('explainCondition', () => {
  it.each(CASES)(
    'says of `%s` whether it holds, what was seen and when that may change',
    (asked, holds, seen, changesAt, condition) => {
      expect(explain(condition)).toEqual({
        asked,
        holds,
        ...(seen !== undefined && { seen }),
        ...(changesAt !== undefined && { changesAt }),
        parts: [],
      });
    },
  );

  it.each(CASES.filter(([, , , changesAt]) => changesAt !== undefined))(
    'names of `%s` a moment before which nothing changes',
    (_asked, holds, _seen, changesAt, condition) => {
      const before = (changesAt ?? NOW) - 1;
      expect(evaluateCondition(active, condition, guest, before, NOW - 4.5 * HOUR).holds).toBe(holds);
    },
  );

  it('explains every part of what is joined', () => {
    const condition: Condition = { kind: 'any', of: [{ kind: 'not', of: booked }, { kind: 'everyone' }] };
    const { asked, holds, parts } = explain(condition);
    expect([asked, holds]).toEqual(['any', true]);
    expect(parts.map((part) => [part.asked, part.holds])).toEqual([
      ['not', false],
      ['everyone', true],
    ]);
    expect(parts[0]?.parts.map((part) => part.holds)).toEqual([true]);
  });

  it('tells the newest events behind a condition where they are given', () => {
    const many = Array.from({ length: 7 }, (_, index) =>
      anEvent({ time: NOW - index * HOUR, messageId: `b${index}`, properties: { room: 'Suite' } }),
    );
    const messages = (condition: Condition, events = EVENTS) =>
      explain(condition, events).events?.map(({ messageId }) => messageId);
    expect(messages(booked, [...many].reverse())).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
    expect(messages(CASES.find(([asked]) => asked.startsWith('sequence'))?.[4] ?? booked)).toEqual([
      'c1',
      'o1',
    ]);
    expect(messages({ kind: 'trait', path: ['city'], matcher: is('Berlin') })).toEqual(['p1']);
    expect(messages({ kind: 'consent', purpose: 'marketing' })).toEqual(['p1']);
    expect(messages({ kind: 'consent', purpose: 'location' })).toBeUndefined();
  });

  it('explains the segment that is asked about, where events are given', () => {
    const { parts } = explain({ kind: 'segment', segment: 'bookers' }, EVENTS);
    expect(parts.map(({ asked, events }) => [asked, events?.length])).toEqual([
      ['event Booking Made where room is "Suite"', 1],
    ]);
  });
});
