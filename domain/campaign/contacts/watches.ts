import type { Journey } from '../journey/journey.ts';
import { type Contacts, MAXIMUM_GOAL_WATCHES, MAXIMUM_WATCHES, type Watch } from './contacts.ts';

/** An event that is told this long after it happened may still be one that was looked out for. */
const KEPT_AFTER_MILLISECONDS = 60 * 60 * 1000;

type JourneyKey = Pick<Journey, 'profileId' | 'journeyId'>;

/**
 * Has a journey told of events. What it looked out for before with the same kind is replaced.
 * @returns undefined where the guest has no room for all of them: nobody else's gives way
 */
export function withWatches(
  contacts: Contacts,
  journey: JourneyKey,
  added: readonly Watch[],
): Contacts | undefined {
  const kinds = new Set(added.map(({ kind }) => kind));
  const kept = (contacts.watches ?? []).filter((watch) => !(kinds.has(watch.kind) && isOf(watch, journey)));
  const watches = [...kept, ...added];
  return watches.length > newestWatches(watches).length
    ? undefined
    : withAll(contacts, newestWatches(watches));
}

/** Has a journey no longer told of events. @param kind of one kind alone */
export function withoutWatches(contacts: Contacts, journey: JourneyKey, kind?: Watch['kind']): Contacts {
  return keepWatches(
    contacts,
    (watch) => !isOf(watch, journey) || (kind !== undefined && watch.kind !== kind),
  );
}

/** Forgets what can no longer come. */
export function pruneWatches(contacts: Contacts, now: number): Contacts {
  return keepWatches(contacts, ({ until }) => until + KEPT_AFTER_MILLISECONDS >= now);
}

/**
 * As many as there is room for, the newest, in the order of their beginnings. Goals have room of their own: what is only
 * measured takes none from what decides what a guest is told.
 */
export function newestWatches(watches: readonly Watch[]): readonly Watch[] {
  const ordered = [...watches].sort(compareWatches);
  const kept = new Set([
    ...ordered.filter(({ kind }) => kind === 'goal').slice(-MAXIMUM_GOAL_WATCHES),
    ...ordered.filter(({ kind }) => kind !== 'goal').slice(-MAXIMUM_WATCHES),
  ]);
  return ordered.filter((watch) => kept.has(watch));
}

/** Tells whether a watch is a journey's. */
export function isOf(watch: Watch, { profileId, journeyId }: JourneyKey): boolean {
  return watch.profileId === profileId && watch.journeyId === journeyId;
}

/** What is the same watch, told by a text. */
export function watchKey({ kind, profileId, journeyId, aggregate, messageId, segment }: Watch): string {
  return JSON.stringify([kind, profileId, journeyId, aggregate ?? { messageId, segment }]);
}

/** Forgets all others. */
export function keepWatches(contacts: Contacts, isKept: (watch: Watch) => boolean): Contacts {
  const { watches } = contacts;
  return watches === undefined || watches.every(isKept)
    ? contacts
    : withAll(contacts, watches.filter(isKept));
}

/** Absent where there is none. */
function withAll(contacts: Contacts, watches: readonly Watch[]): Contacts {
  const { watches: _before, ...others } = contacts;
  return watches.length === 0 ? others : { ...others, watches };
}

function compareWatches(a: Watch, b: Watch): number {
  return a.from - b.from || (watchKey(a) < watchKey(b) ? -1 : 1);
}
