import type { AggregateSpec } from '../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../domain/segment/condition/condition.ts';
import type { Matcher, MatcherTest } from '../../domain/segment/matcher/matcher.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from './an-asking.ts';
import { anEvent, NOW } from './an-event.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (moment: number) => new Date(moment).toISOString();

const matching = (...tests: MatcherTest[]): Matcher => ({ tests, ignoreCase: false });
const is = (value: string) => matching({ op: 'is', value });
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
    quiet: { forMilliseconds: 2 * 3_600_000, withinMilliseconds: DAY },
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

export const active = anActiveProgram(AGGREGATES, {
  segments: [{ id: 'bookers', name: 'Bookers', when: booked }],
});

export const EVENTS = [
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
export const guest = aGuestOf(active, EVENTS, {
  seed: 'any',
  identifiers: { 'email#john@example.com': { sealed: 0, floor: 0, keys: {} } },
  segments: { bookers: { since: NOW - 5 * HOUR, entries: 1 } },
  contacts: { open: {}, entered: {}, sends: [{ at: NOW - DAY, channel: 'email', campaign: 'win-back' }] },
});

/** When the journey that asks began. */
export const ENTERED_AT = NOW - 4.5 * HOUR;

/** Conditions of every kind. */
export const CONDITIONS: readonly Condition[] = [
  { kind: 'everyone' },
  { kind: 'event', label: 'Booking Made', aggregate: 'bookings', count: { atLeast: 1 } },
  {
    kind: 'event',
    label: 'Booking Made',
    aggregate: 'bookings',
    count: { atLeast: 1 },
    withinMilliseconds: 86400000,
  },
  { kind: 'event', label: 'Called Hotel', aggregate: 'calls', count: { atLeast: 2 } },
  { kind: 'event', label: 'Called Hotel', aggregate: 'calls', count: { atLeast: 0, atMost: 2 } },
  { kind: 'event', label: 'Called Hotel', aggregate: 'calls', count: { atLeast: 1, atMost: 2 } },
  { kind: 'event', label: 'Called Hotel', aggregate: 'calls', count: { atLeast: 2, atMost: 2 } },
  { kind: 'event', label: 'Called Hotel', aggregate: 'calls in time', count: { atLeast: 1 } },
  {
    kind: 'event',
    label: 'Called Hotel',
    aggregate: 'calls',
    count: { atLeast: 1 },
    since: { kind: 'event', aggregate: 'bookings' },
  },
  {
    kind: 'event',
    label: 'Called Hotel',
    aggregate: 'calls',
    count: { atLeast: 1 },
    since: { kind: 'moment', at: 1772445600000 },
  },
  {
    kind: 'event',
    label: 'Called Hotel',
    aggregate: 'calls',
    count: { atLeast: 1 },
    since: { kind: 'entry' },
  },
  {
    kind: 'event',
    label: 'Called Hotel',
    aggregate: 'calls',
    count: { atLeast: 1 },
    since: { kind: 'segment', segment: 'bookers', aggregate: 'booked entries' },
  },
  {
    kind: 'event',
    label: 'Called Hotel',
    aggregate: 'calls',
    count: { atLeast: 0, atMost: 0 },
    visit: 'visit',
  },
  { kind: 'matching', label: '', aggregate: 'paid', count: { atLeast: 1 } },
  {
    kind: 'measure',
    label: 'Order Completed',
    measure: 'sum',
    property: 'revenue',
    matcher: { tests: [{ op: 'atLeast', value: 30 }], ignoreCase: false },
    aggregate: 'spent',
  },
  {
    kind: 'measure',
    label: 'Order Completed',
    measure: 'sum',
    property: 'revenue',
    matcher: { tests: [{ op: 'atLeast', value: 30 }], ignoreCase: false },
    aggregate: 'spent before',
  },
  {
    kind: 'measure',
    label: 'Order Completed',
    measure: 'sum',
    property: 'revenue',
    matcher: { tests: [{ op: 'atLeast', value: 30 }], ignoreCase: false },
    aggregate: 'spent since',
  },
  {
    kind: 'measure',
    label: 'Order Completed',
    measure: 'sum',
    property: 'revenue',
    matcher: { tests: [{ op: 'atLeast', value: 30 }], ignoreCase: false },
    aggregate: 'spent lately',
    since: { kind: 'entry' },
  },
  {
    kind: 'sequence',
    label: '',
    aggregate: 'left the basket',
    withinMilliseconds: 86400000,
    forMilliseconds: 7200000,
  },
  {
    kind: 'affinity',
    label: 'category',
    matched: 'dresses',
    all: 'categories',
    share: { tests: [{ op: 'atLeast', value: 0.5 }], ignoreCase: false },
    count: { atLeast: 3 },
  },
  { kind: 'trait', path: ['city'], matcher: { tests: [{ op: 'is', value: 'Berlin' }], ignoreCase: false } },
  {
    kind: 'trait',
    path: ['town'],
    matcher: { tests: [{ op: 'exists', expected: true }], ignoreCase: false },
  },
  { kind: 'segment', segment: 'bookers' },
  { kind: 'segment', segment: 'callers' },
  { kind: 'segment', segment: 'bookers', aggregate: 'booked entries', forMilliseconds: 86400000 },
  { kind: 'consent', purpose: 'marketing' },
  { kind: 'consent', purpose: 'location' },
  { kind: 'identifier', namespace: 'email' },
  { kind: 'identifier', namespace: 'phone' },
  { kind: 'reachable', channel: 'email' },
  { kind: 'reachable', channel: 'push' },
  { kind: 'reachable', channel: 'sms' },
  { kind: 'reachable', channel: 'webhook' },
  { kind: 'list', list: 'press', aggregate: 'press' },
  { kind: 'offer', offer: 'free-appetizer', status: 'held', aggregate: 'appetizers' },
  { kind: 'offer', offer: 'free-appetizer', status: 'expired', aggregate: 'appetizers' },
  { kind: 'message', campaign: 'win-back', status: 'sent', withinMilliseconds: 172800000 },
  { kind: 'message', campaign: 'win-back', status: 'sent', since: { kind: 'entry' } },
  { kind: 'message', campaign: 'win-back', status: 'opened', aggregate: 'opened' },
  {
    kind: 'presence',
    venue: 'lobby-bar',
    zone: { tests: [{ op: 'startsWith', text: 'table-' }], ignoreCase: false },
    aggregate: 'presence',
  },
  { kind: 'presence', venue: null, aggregate: 'presence' },
  { kind: 'presence', venue: 'spa', aggregate: 'presence' },

  {
    kind: 'all',
    of: [
      { kind: 'not', of: booked },
      { kind: 'any', of: [{ kind: 'everyone' }] },
    ],
  },
  { kind: 'random', share: 0.5, salt: 'half' },
];
