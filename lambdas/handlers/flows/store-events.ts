import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { groupEvents } from '../../../domain/profile/group-events.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { Workspace } from '../../../domain/profile/workspace.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { isClaimProven } from '../../adapters/identity-proof.ts';
import type { ApiKey } from '../../contract/api-key.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import { type Admission, admitEvent } from './admit-event.ts';
import { timeToStore } from './time-to-store.ts';

/** People whose events are stored at the same time: what one function's connections carry. */
const PEOPLE_AT_ONCE = 50;
/** More than this of one person in one call is a bulk load, which one after another would outlast the function's time. */
const STRICT_ORDER_EVENTS = 100;
/** Events of a bulk load that are stored at the same time: begun in the order in which they were sent. */
const BULK_EVENTS_AT_ONCE = 16;
const BULK_PEOPLE_AT_ONCE = Math.floor(PEOPLE_AT_ONCE / BULK_EVENTS_AT_ONCE);

/** A message that became an event. */
export interface Accepted {
  readonly index: number;
  readonly message: JsonValue;
  readonly event: TrackingEvent;
}

/** A message that was refused, and why. */
export interface Refusal {
  readonly index: number;
  readonly message: JsonValue;
  readonly error: MaitredError;
}

export interface Storing {
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly findProfile: Admission['findProfile'];
  readonly key: ApiKey;
  readonly accepted: readonly Accepted[];
  readonly rules: Admission['rules'];
  readonly counts: { stored: number; duplicates: number };
  /** When the call was received, as its events say. */
  readonly receivedAt: number;
  readonly clock: () => number;
}

/**
 * Stores what is one person's in the order in which it was sent, so that it is delivered in that order: who signs up and
 * then books has signed up when the booking is looked at. Different people's events are stored at the same time, and so are
 * a few neighbours among more than a hundred of one person.
 * @throws UnavailableError where one could not be stored, or not in time; then nothing more is begun
 */
export async function storeEvents({
  events,
  key,
  accepted,
  rules,
  counts,
  ...about
}: Storing): Promise<Refusal[]> {
  const findProfile = rememberProfiles(about.findProfile);
  const origins = new Map(accepted.map((each) => [each.event, each]));
  const store = async (event: TrackingEvent): Promise<Refusal[]> => {
    const { index, message } = origins.get(event) ?? { index: 0, message: null };
    try {
      const isTrusted = key.type === 'server' || isClaimProven(key, message);
      const admitted = await admitEvent(event, { isTrusted, rules, findProfile });
      const put = await events.putOnce(admitted, timeToStore(about.receivedAt, about.clock()));
      counts[put === 'stored' ? 'stored' : 'duplicates'] += 1;
      return [];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return [{ index, message, error }];
    }
  };
  const people = groupEvents(NOBODY_KNOWN, [...origins.keys()]);
  const storeAll = async (groups: readonly TrackingEvent[][], peopleAtOnce: number, eventsAtOnce: number) =>
    (await mapBounded(groups, peopleAtOnce, (group) => mapBounded(group, eventsAtOnce, store))).flat(2);
  const isBulk = (group: readonly TrackingEvent[]) => group.length > STRICT_ORDER_EVENTS;
  const bulk = people.filter(isBulk);
  const few = people.filter((group) => !isBulk(group));
  return [
    ...(await storeAll(few, PEOPLE_AT_ONCE, 1)),
    ...(await storeAll(bulk, BULK_PEOPLE_AT_ONCE, BULK_EVENTS_AT_ONCE)),
  ];
}

/** Events are told apart by the identifiers that they name; who is who is for resolve to find. */
const NOBODY_KNOWN: Workspace = { identities: new Map(), profiles: new Map() };

/** The message is at fault, not we. */
export function isRefusal(error: unknown): error is MaitredError {
  return error instanceof MaitredError && !error.retryable && error.status < 500;
}

function rememberProfiles(find: Admission['findProfile']): Admission['findProfile'] {
  const found = new Map<string, Promise<Profile | undefined>>();
  return (identifier) => {
    const profile = found.get(identifier) ?? find(identifier);
    found.set(identifier, profile);
    return profile;
  };
}
