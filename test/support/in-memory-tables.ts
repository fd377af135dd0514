import type { Journey } from '../../domain/campaign/journey/journey.ts';
import { VersionConflictError } from '../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { IdentityRecord } from '../../domain/identity/identity-record.ts';
import { isTombstone, type Profile, type ProfileRecord } from '../../domain/profile/profile.ts';
import { type IdentityWrite, type ProfileWrite, recordsOf } from '../../domain/profile/profile-write.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import type { EventHistory } from '../../lambdas/adapters/event-history.ts';
import type { JourneyStore } from '../../lambdas/adapters/journey-store.ts';
import { decodeProfile, encodeProfile } from '../../lambdas/adapters/profile-record.ts';
import type { ProfileStore } from '../../lambdas/adapters/profile-store.ts';

/** What may happen around each call of a store: waiting, failing. */
export type Disturb = (moment: 'before read' | 'before write' | 'after write') => Promise<void>;

/**
 * The Events, Profiles and Identities tables in memory: writes are conditional as they are in DynamoDB, profiles are
 * kept as their items. What each write told is kept in order.
 */
export class InMemoryTables
  implements Pick<EventHistory, 'readAll'>, Pick<JourneyStore, 'list'>, ProfileStore
{
  readonly events = new Map<string, TrackingEvent>();
  readonly profiles = new Map<string, Record<string, unknown>>();
  readonly identities = new Map<string, IdentityRecord>();
  readonly journeys: Journey[] = [];
  readonly signals: Signal[] = [];
  readonly writes: ProfileWrite[] = [];
  /** The jobs that the refold queue holds. */
  readonly refolds: { readonly profileId: string; readonly isQuiet?: boolean }[] = [];
  disturb: Disturb = async () => {};

  put(events: readonly TrackingEvent[]): void {
    for (const event of events) this.events.set(`${event.key.identifier} ${event.key.sort}`, event);
  }

  living(): Profile[] {
    return [...this.profiles.values()]
      .map(decodeProfile)
      .filter((record): record is Profile => !isTombstone(record));
  }

  holder(identifier: string): Profile | undefined {
    let record = this.record(this.identities.get(identifier)?.profileId ?? '');
    while (record !== undefined && isTombstone(record)) record = this.record(record.mergedInto);
    return record;
  }

  async readIdentities(identifiers: readonly string[]): Promise<Map<string, IdentityRecord>> {
    await this.disturb('before read');
    return select(identifiers, (identifier) => this.identities.get(identifier));
  }

  async readProfiles(profileIds: readonly string[]): Promise<Map<string, ProfileRecord>> {
    await this.disturb('before read');
    return select(profileIds, (profileId) => this.record(profileId));
  }

  async readLiving(profileId: string): Promise<Profile | undefined> {
    const record = (await this.readProfiles([profileId])).get(profileId);
    return record !== undefined && isTombstone(record) ? this.readLiving(record.mergedInto) : record;
  }

  async findByIdentifier(identifier: string): Promise<Profile | undefined> {
    await this.disturb('before read');
    return this.holder(identifier);
  }

  async readAll(
    identifiers: readonly string[],
    { limit = Number.POSITIVE_INFINITY }: { limit?: number } = {},
  ): Promise<{ events: Map<string, TrackingEvent[]>; isComplete: boolean }> {
    await this.disturb('before read');
    const all = [...this.events.values()];
    const eventsOf = (identifier: string) => all.filter((event) => event.key.identifier === identifier);
    const events = new Map(identifiers.map((identifier) => [identifier, eventsOf(identifier)]));
    return { events, isComplete: [...events.values()].flat().length <= limit };
  }

  async list(profileId: string): Promise<readonly Journey[]> {
    await this.disturb('before read');
    return this.journeys.filter((journey) => journey.profileId === profileId);
  }

  async write(write: ProfileWrite): Promise<void> {
    await this.disturb('before write');
    const records = recordsOf(write);
    const holds =
      records.every(({ profileId, version }) => (this.record(profileId)?.version ?? 0) === version - 1) &&
      write.identities.every((identity) => this.stands(identity));
    if (!holds) throw new VersionConflictError(write.profile.profileId);
    if (records.length + write.identities.length > 100) throw new Error('a transaction takes 100 items');
    for (const record of records) this.profiles.set(record.profileId, encodeProfile(record, []));
    for (const { record } of write.identities) this.identities.set(record.identifier, record);
    this.signals.push(...write.signals);
    this.writes.push(write);
    await this.disturb('after write');
  }

  /** The refold queue: bodies as they are sent. */
  async send(bodies: readonly unknown[]): Promise<void> {
    for (const body of bodies) this.refolds.push(body as (typeof this.refolds)[number]);
  }

  private record(profileId: string): ProfileRecord | undefined {
    const item = this.profiles.get(profileId);
    return item === undefined ? undefined : decodeProfile(item);
  }

  private stands({ record, was }: IdentityWrite): boolean {
    const row = this.identities.get(record.identifier);
    return row?.revision === was?.revision;
  }
}

function select<T>(keys: readonly string[], find: (key: string) => T | undefined): Map<string, T> {
  const found = new Map<string, T>();
  for (const key of keys) {
    const value = find(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}
