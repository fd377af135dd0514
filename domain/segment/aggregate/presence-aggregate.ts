import type { JsonValue } from '../../event/json.ts';
import { jsonBytes } from '../../event/json-bytes.ts';
import { stampId } from '../../event/stamp-id.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { earlier } from '../condition/verdict.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteLatest } from './latest-by-key.ts';

type PresenceSpec = Extract<AggregateSpec, { readonly kind: 'presence' }>;

/** So many venues are remembered: those where something happened last. */
export const PRESENCE_VENUES = 8;
/** The names of venues and zones, as JSON in UTF-8: an event with a longer venue tells nothing, a longer zone is none. */
export const MAXIMUM_PLACE_BYTES = 66;

const ENTERED = 'Beacon Entered';
const LEFT = 'Beacon Left';

type Sighting = readonly [venue: string, time: number, messageId: string, isThere: boolean, zone: JsonValue];

/**
 * In which venues the guest is: there, by the latest of Beacon Entered and Beacon Left, and seen within the venue's
 * timeout. Its value is `{ venue: { since, until, zone } }` of these, `until` being when the sighting runs out.
 */
export function createPresenceAggregate(spec: PresenceSpec): Aggregate {
  const untilOf = ([venue, time]: Sighting) => {
    const own = Object.hasOwn(spec.timeoutMilliseconds, venue) ? spec.timeoutMilliseconds[venue] : undefined;
    return time + (own ?? spec.defaultTimeoutMilliseconds);
  };
  const isSeenAt = (now: number) => (sighting: Sighting) =>
    sighting[3] && sighting[1] <= now && now < untilOf(sighting);
  const sightingsOf = (state: JsonValue | undefined) => (state ?? []) as unknown as readonly Sighting[];
  const unite = (a: readonly Sighting[], b: readonly Sighting[]) =>
    uniteLatest(a, b, PRESENCE_VENUES) as unknown as JsonValue;
  return {
    add(state, event) {
      const sighting = sightingIn(event);
      if (sighting === undefined) return state;
      return unite(sightingsOf(state), [sighting]);
    },
    merge: (a, b) => unite(sightingsOf(a), sightingsOf(b)),
    value: (state, now) =>
      Object.fromEntries(
        sightingsOf(state)
          .filter(isSeenAt(now))
          .map((seen) => [seen[0], { since: seen[1], until: untilOf(seen), zone: seen[4] }]),
      ),
    changesAt: (state, now) =>
      sightingsOf(state)
        .filter((sighting) => sighting[3])
        .flatMap((sighting) => [sighting[1], untilOf(sighting)])
        .filter((turn) => turn > now)
        .reduce<number | null>(earlier, null),
  };
}

function sightingIn({ name, time, messageId, properties }: TrackingEvent): Sighting | undefined {
  if (name !== ENTERED && name !== LEFT) return undefined;
  const { venue, zone = null } = properties;
  if (typeof venue !== 'string' || jsonBytes(venue) > MAXIMUM_PLACE_BYTES) return undefined;
  const isZone = typeof zone !== 'object' && jsonBytes(zone) <= MAXIMUM_PLACE_BYTES;
  return [venue, time, stampId(messageId), name === ENTERED, isZone ? zone : null];
}
