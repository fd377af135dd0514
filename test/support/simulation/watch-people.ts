import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { isTombstone } from '../../../domain/profile/profile.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import type { Item } from './item-values.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/** The id of the living profile that an id leads to, as the tables stand now. */
export function livingIdOf(tables: SimulatedTables, profileId: string): string {
  const item = tables.table('Profiles').find({ profileId });
  return typeof item?.mergedInto === 'string' ? livingIdOf(tables, item.mergedInto) : profileId;
}

/** The living profile that an id leads to, as the tables stand now; undefined for nobody. */
export function livingProfileOf(tables: SimulatedTables, profileId: string): Profile | undefined {
  return livingIn(tables.table('Profiles').find({ profileId: livingIdOf(tables, profileId) }));
}

/** The living profile that an item holds; undefined for none, and for a tombstone. */
export function livingIn(item: Item | undefined): Profile | undefined {
  const record = item && decodeProfile(item);
  return record === undefined || isTombstone(record) ? undefined : record;
}

/** The living profile of whoever a journey or a message is about, as the tables stand now; undefined for nobody. */
export function guestOf(
  tables: SimulatedTables,
  row: Pick<Journey, 'profileId' | 'event'>,
): Profile | undefined {
  return livingProfileOf(tables, personOf(tables, row));
}

/** The id of whoever a journey or a message is about: who holds the event that it came from. Rows stay where they began, also after a split. */
export function personOf(
  tables: SimulatedTables,
  { profileId, event }: Pick<Journey, 'profileId' | 'event'>,
): string {
  const identifier = event?.identifier;
  const holder = identifier === undefined ? undefined : tables.table('Identities').find({ identifier });
  const isHeld = typeof holder?.profileId === 'string' && holder.profileId !== '';
  return livingIdOf(tables, isHeld ? String(holder.profileId) : profileId);
}
