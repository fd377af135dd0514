import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { anEvent } from './an-event.ts';
import { EVENT_NAMES, hoursAgo } from './arbitrary-conditions.ts';

const category = fc.constantFrom<JsonValue>('Suits', 'suits', 'Dresses', '', 5, '5');
const price = fc.constantFrom<JsonValue>(5, '5', 12, 0.1, 199.99, -3, 'free');
const day = fc.integer({ min: -30, max: 40 }).map((hours) => new Date(hoursAgo(hours)).toISOString());

const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    category,
    price,
    checkIn: day,
    products: fc.array(fc.record({ category, price }, { requiredKeys: [], noNullPrototype: true }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** Up to `maxLength` events of the last forty hours, on the hour, with ids of their own. */
export function arbitraryHistory(maxLength: number): fc.Arbitrary<readonly TrackingEvent[]> {
  const event = fc.record({
    name: fc.constantFrom(...EVENT_NAMES),
    hours: fc.integer({ min: 0, max: 40 }),
    properties,
    path: fc.constantFrom('Suits', 'Dresses'),
  });
  return fc.array(event, { maxLength, size: 'max' }).map((drafts) =>
    drafts.map(({ name, hours, properties: sent, path }, index) =>
      anEvent({
        messageId: `m-${index}`,
        name,
        time: hoursAgo(hours),
        properties: sent,
        context: { page: { path } },
      }),
    ),
  );
}

/** Traits of every shape that the arbitrary conditions ask about. */
export const arbitraryTraits: fc.Arbitrary<Readonly<Record<string, JsonValue>>> = fc.record(
  {
    tags: fc.oneof(category, fc.array(category, { minLength: 1, maxLength: 3 })),
    address: fc.record({ city: category }),
    birthday: day,
    arrivals: fc.array(day, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

/** A way for a history to arrive: which profile each event came to, and in what order, before all were merged. */
export function arbitraryArrival(
  history: readonly TrackingEvent[],
): fc.Arbitrary<readonly (readonly TrackingEvent[])[]> {
  const shuffled = fc.shuffledSubarray([...history], { minLength: history.length });
  const owners = fc.array(fc.nat({ max: 2 }), { minLength: history.length, maxLength: history.length });
  return fc
    .tuple(shuffled, owners)
    .map(([events, owner]) =>
      [0, 1, 2].map((profile) => events.filter((_, index) => owner[index] === profile)),
    );
}
