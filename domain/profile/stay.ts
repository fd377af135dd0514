import type { Membership, Profile } from './profile.ts';

/**
 * The name of a membership's present stay, `<id of the profile that counted it>.<ordinal>`: no other stay of anybody has
 * it, so it stays true whatever merges.
 * @param profileId the profile that the membership lies on
 */
export function stayOf(profileId: string, { stay, entries }: Membership): string {
  return stay ?? `${profileId}.${entries}`;
}

/** The present stay in a segment, as signals tell it; of one that was left, ask the profile before. */
export function stayIn(
  { profileId, segments }: Pick<Profile, 'profileId' | 'segments'>,
  segment: string,
): { readonly entry: number; readonly stay: string } {
  const membership = segments[segment] ?? { since: null, entries: 0 };
  return { entry: membership.entries, stay: stayOf(profileId, membership) };
}

/** A new stay, with the next ordinal. */
export function enter(before: Membership | undefined, now: number): Membership {
  return { since: now, entries: (before?.entries ?? 0) + 1, ...sameOf(before) };
}

/** Outside. Entries stay counted; which stays were one is still known, as journeys of them may be waiting. */
export function leave(before: Membership): Membership {
  return { since: null, entries: before.entries, ...sameOf(before) };
}

/** The other names of a stay: those that a merge showed to be the same. */
export function otherNamesOf(membership: Membership | undefined, stay: string): readonly string[] {
  return namesOf(membership, stay).filter((name) => name !== stay);
}

/** All names of a stay that has several, the one it goes by first, the others in their order. */
export function namesOf(membership: Membership | undefined, stay: string): readonly string[] {
  return membership?.same?.find((names) => names.includes(stay)) ?? [];
}

function sameOf(membership: Membership | undefined): Pick<Membership, 'same'> {
  return membership?.same === undefined ? {} : { same: membership.same };
}
