import * as fc from 'fast-check';
import type { JsonObject } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { anEvent, NOW } from './an-event.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Most trusted first. */
const TRUST = ['userId', 'email', 'deviceId', 'anonymousId'];

/** Identifiers of one of a few people; they share none. */
function identifiersOf(person: number): string[] {
  return [
    `userId#u${person}`,
    `email#e${person}@example.com`,
    `deviceId#d${person}`,
    `anonymousId#a${person}`,
    `anonymousId#b${person}`,
  ];
}

const what: fc.Arbitrary<Partial<TrackingEvent>> = fc.oneof(
  fc
    .record({ room: fc.constantFrom('Suite', 'Single') })
    .map((properties) => ({ name: 'Booking Made', properties: properties as JsonObject })),
  fc.constant({ name: 'Called Hotel' }),
  fc.constant({ name: 'Signed Up' }),
  fc.integer({ min: 1, max: 400 }).map((revenue) => ({ name: 'Order Completed', properties: { revenue } })),
  fc
    .constantFrom('red', 'blue', 'green')
    .map((colour) => ({ name: 'Product Viewed', properties: { colour } })),
  fc
    .record(
      {
        firstName: fc.constantFrom('John', 'Joan'),
        tags: fc.constantFrom(['Price Sensitive'], ['Vegan']),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .map((traits) => ({ type: 'identify' as const, traits: traits as JsonObject })),
  fc.boolean().map((marketing) => ({ name: 'Consent Changed', consent: { marketing } })),
  fc
    .constantFrom('t1', 't2')
    .map((token) => ({ name: 'Application Opened', context: { device: { token, type: 'ios' } } })),
);

const draft = fc.record({
  person: fc.nat({ max: 2 }),
  chosen: fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 3 }),
  what,
  hoursAgo: fc.integer({ min: 0, max: 400 }),
  receivedMinutesAgo: fc.integer({ min: 0, max: 10 }),
});

export interface ArbitraryPeopleOptions {
  readonly maxLength: number;
  /** People take each other's anonymous ids and devices: links are then refused. */
  readonly share?: boolean;
}

/** Events about up to three people, received within the last ten minutes; messageIds are their own. */
export function arbitraryPeople({
  maxLength,
  share = false,
}: ArbitraryPeopleOptions): fc.Arbitrary<TrackingEvent[]> {
  const lent = share
    ? fc.option(fc.constantFrom('anonymousId#shared', 'deviceId#shared'), { nil: undefined })
    : fc.constant(undefined);
  return fc
    .array(fc.tuple(draft, lent), { minLength: 1, maxLength, size: 'max' })
    .map((drafts) => drafts.map(([one, borrowed], index) => toEvent(one, borrowed, index)));
}

function toEvent(
  one: typeof draft extends fc.Arbitrary<infer Draft> ? Draft : never,
  borrowed: string | undefined,
  index: number,
): TrackingEvent {
  const own = one.chosen.map((place) => identifiersOf(one.person)[place] ?? '');
  const identifiers = [...own, ...(borrowed === undefined ? [] : [borrowed])].sort(byTrust);
  const { name, ...rest } = one.what;
  const receivedAt = NOW - one.receivedMinutesAgo * MINUTE;
  const event = anEvent({
    messageId: `m-${String(index).padStart(3, '0')}`,
    time: Math.min(receivedAt, NOW - one.hoursAgo * HOUR),
    receivedAt,
    identifiers,
    ...rest,
    ...(name === undefined ? {} : { name }),
  });
  if (event.type !== 'identify') return event;
  const { name: _name, ...identify } = event;
  return identify;
}

function byTrust(a: string, b: string): number {
  const rank = (identifier: string) => TRUST.indexOf(identifier.split('#')[0] ?? '');
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

/** How events may be delivered: in any order, in batches of any size, some of them again, later or at once. */
export function arbitraryDelivery(events: readonly TrackingEvent[]): fc.Arbitrary<TrackingEvent[][]> {
  const repeats = fc.subarray([...events]);
  return fc
    .tuple(repeats, fc.subarray([...events]))
    .chain(([once, twice]) => {
      const all = [...events, ...once, ...twice];
      return fc.tuple(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.array(fc.integer({ min: 1, max: 7 })),
      );
    })
    .map(([ordered, sizes]) => toBatches(ordered, sizes));
}

function toBatches(events: readonly TrackingEvent[], sizes: readonly number[]): TrackingEvent[][] {
  const batches: TrackingEvent[][] = [];
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const size = sizes[turn % Math.max(1, sizes.length)] ?? 3;
    batches.push(events.slice(at, at + size));
    at += size;
  }
  return batches;
}
