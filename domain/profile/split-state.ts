import { type Separation, uniteSeparations } from '../identity/separation.ts';
import { moveMemberships } from './merge-memberships.ts';
import type { Profile } from './profile.ts';
import type { SplitSide } from './split-sides.ts';

/**
 * What one side of a split has before its events are folded: its own identifiers with their marks, the memberships as they
 * were, and what was decided about the person. What was said to either is not said again by the other, so both remember
 * it; which journeys are open is left to `divideJourneys`.
 */
export function stateOfSide(
  profile: Profile,
  side: SplitSide & { readonly profileId: string },
  { other, separation }: { readonly other: SplitSide; readonly separation: Separation },
): Profile {
  const { profileId, version, createdAt, formerProfileIds } = side;
  const isLiving = profileId === profile.profileId;
  const told = other.profileId === null ? separation : { ...separation, other: other.profileId };
  return {
    ...profile,
    profileId,
    version,
    createdAt,
    seed: profileId,
    identifiers: pick(profile.identifiers, side.identifiers),
    segments: moveMemberships(profile, profileId),
    // Time changes the living one, as without the split; of the other it is not known what it would have changed.
    nextChanges: isLiving ? profile.nextChanges : {},
    ...(isLiving ? {} : { nextDates: {} }),
    wakeAt: isLiving ? profile.wakeAt : null,
    contacts: { ...profile.contacts, open: {} },
    formerProfileIds,
    apart: separationsOfSide(profile, side, { other, separation: told }),
  };
}

/** What was split before concerns the side that holds an end of it. */
function separationsOfSide(
  profile: Profile,
  side: SplitSide,
  { other, separation }: { readonly other: SplitSide; readonly separation: Separation },
): readonly Separation[] {
  const holdsEnd = (held: SplitSide, { identifier, from }: Separation) =>
    held.identifiers.includes(identifier) || held.identifiers.includes(from);
  const before = (profile.apart ?? []).filter((one) => holdsEnd(side, one) || !holdsEnd(other, one));
  return uniteSeparations(before, [separation]);
}

function pick<T>(map: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  const kept = new Set(keys);
  return Object.fromEntries(Object.entries(map).filter(([key]) => kept.has(key)));
}
