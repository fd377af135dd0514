import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../../domain/identity/identity-record.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';

export interface EvidenceReads {
  readonly profileStore: Pick<ProfileStore, 'readIdentities'>;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
}

/** What Identities and Events say of a person, whatever their profile says. */
export interface RebuildEvidence {
  /** All events of the identifiers that the profile holds, and of those that it has lost. */
  readonly history: readonly TrackingEvent[];
  /** False if there are more than the limit. */
  readonly isComplete: boolean;
  /** Identifiers that are the person's and that the profile does not hold, with their events. */
  readonly lost: ReadonlyMap<string, readonly TrackingEvent[]>;
  /** The row of one that it holds leads to somebody else, or is missing. */
  readonly isElsewhere: boolean;
}

/**
 * Reads a person's history. Identifiers that its events name, or to which its rows are linked, are theirs too if their rows
 * lead to the profile: their events are read as well, until no more are found.
 * @param limit events at most
 */
export async function readEvidence(
  { profileStore, eventHistory }: EvidenceReads,
  profile: Profile,
  limit: number,
): Promise<RebuildEvidence> {
  const own = new Set([profile.profileId, ...profile.formerProfileIds]);
  const held = Object.keys(profile.identifiers);
  const asked = new Set(held);
  const events = new Map<string, readonly TrackingEvent[]>();
  const history: TrackingEvent[] = [];
  let isComplete = true;
  let rows: ReadonlyMap<string, IdentityRecord> = await profileStore.readIdentities(held);
  const isElsewhere = held.some((name) => !own.has(rows.get(name)?.profileId ?? ''));
  for (let found = held; found.length > 0; ) {
    const read = await eventHistory.readAll(found, { limit: Math.max(0, limit - history.length) });
    isComplete &&= read.isComplete;
    for (const [identifier, list] of read.events) events.set(identifier, list);
    const news = [...read.events.values()].flat();
    history.push(...news);
    const named = namedBy(news, found, rows).filter((name) => !asked.has(name));
    for (const name of named) asked.add(name);
    rows = named.length === 0 ? new Map() : await profileStore.readIdentities(named);
    found = named.filter((name) => own.has(rows.get(name)?.profileId ?? ''));
  }
  const isLost = ([name]: [string, unknown]) => !Object.hasOwn(profile.identifiers, name);
  return { history, isComplete, lost: new Map([...events].filter(isLost)), isElsewhere };
}

/** Each once: what these events name, and what the rows of these identifiers were joined to. */
function namedBy(
  events: readonly TrackingEvent[],
  identifiers: readonly string[],
  rows: ReadonlyMap<string, IdentityRecord>,
): string[] {
  const linked = identifiers.flatMap((identifier) => rows.get(identifier)?.links.map(({ to }) => to) ?? []);
  return [...new Set([...events.flatMap((event) => event.identifiers), ...linked])];
}
