import type { Cut } from '../../../domain/identity/link-tree.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { SplitHistory } from '../../../domain/profile/plan-split.ts';
import type { SplitPerson } from '../../../domain/profile/split-sides.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import { NotFoundError } from '../../runtime/http-error.ts';
import { readIdentifier } from './read-identifier.ts';

/**
 * As many events as a split folds at once: in a call there is time for more than in a batch of a stream, and until the refold
 * queue has folded them the two have no traits, devices or opt-ins.
 */
export const MAXIMUM_SPLIT_HISTORY = 20_000;

const NAME_PROFILE = 'Name a profile’s id, or `namespace:value`, for example `email:john@example.com`.';

/**
 * Reads somebody who is to be split, with the rows of their identifiers and what stands under their former ids.
 * @param name a profile's id, which may have become a tombstone, or `namespace:value`; an id has no colon
 * @throws NotFoundError where nobody is named so
 */
export async function readSplitPerson(
  profiles: ProfileStore,
  { program }: ActiveProgram,
  name: string,
): Promise<SplitPerson> {
  const profile = name.includes(':')
    ? await profiles.findByIdentifier(readIdentifier(program.identity, name, 'profile'))
    : await profiles.readLiving(name);
  if (profile === undefined) throw new NotFoundError('`profile` names nobody', NAME_PROFILE);
  const [rows, former] = await Promise.all([
    profiles.readIdentities(Object.keys(profile.identifiers)),
    profiles.readProfiles(profile.formerProfileIds),
  ]);
  return { profile, rows, former };
}

/** Reads the person's events, or, where they are too many, only whether an identifier that is cut off alone has any. */
export async function readSplitHistory(
  eventHistory: Pick<EventHistory, 'readAll'>,
  { profile }: SplitPerson,
  { goes, stays }: Cut,
): Promise<SplitHistory> {
  const identifiers = Object.keys(profile.identifiers);
  const all = await eventHistory.readAll(identifiers, { limit: MAXIMUM_SPLIT_HISTORY });
  if (all.isComplete) {
    const silent = identifiers.filter((identifier) => (all.events.get(identifier) ?? []).length === 0);
    return { events: [...all.events.values()].flat(), silent: new Set(silent) };
  }
  const alone = [goes, stays].filter(({ size }) => size === 1).flatMap((side) => [...side]);
  const answers = await Promise.all(
    alone.map((identifier) => eventHistory.readAll([identifier], { limit: 0 })),
  );
  return {
    events: 'too long',
    silent: new Set(alone.filter((_, place) => answers[place]?.isComplete)),
  };
}
