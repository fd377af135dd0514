import type { Membership, Profile } from './profile.ts';
import { compareText } from './stamped.ts';
import { stayOf } from './stay.ts';

/** So many names of one stay are kept: the one it goes by, and of the others those of the youngest profiles. */
const MAXIMUM_NAMES = 10;
/** So many stays that have several names are kept for each segment, the present one among them. */
const MAXIMUM_GROUPS = 3;

type Holder = Pick<Profile, 'profileId' | 'segments'>;
const NEVER: Membership = { since: null, entries: 0 };

/**
 * Unites the memberships of two people who are one. Where one is inside, so is the person, in the same stay. Where both
 * are, the two stays are one, which began with the earlier and goes by its name. Entries are added up.
 * @param survivor whose id the person keeps
 */
export function mergeMemberships(survivor: Holder, other: Holder): Profile['segments'] {
  const ids = Object.keys(other.segments);
  if (ids.length === 0) return survivor.segments;
  const merged = ids.map((id) => {
    const a = named(survivor.profileId, survivor.segments[id] ?? NEVER);
    const b = named(other.profileId, other.segments[id] ?? NEVER);
    return [id, unnamed(survivor.profileId, unite(a, b))] as const;
  });
  return { ...survivor.segments, ...Object.fromEntries(merged) };
}

/** The same memberships, to lie on another of the person's profiles: stays keep their names. */
export function moveMemberships({ profileId, segments }: Holder, toProfileId: string): Profile['segments'] {
  if (profileId === toProfileId) return segments;
  const moved = Object.entries(segments).map(
    ([id, membership]) => [id, unnamed(toProfileId, named(profileId, membership))] as const,
  );
  return Object.fromEntries(moved);
}

/** With its stay spelled out: it may come to lie on another profile. */
function named(profileId: string, membership: Membership): Membership {
  return membership.since === null ? membership : { ...membership, stay: stayOf(profileId, membership) };
}

function unnamed(profileId: string, { stay, ...rest }: Membership): Membership {
  return stay === undefined || stay === stayOf(profileId, rest) ? rest : { ...rest, stay };
}

function unite(a: Membership, b: Membership): Membership {
  const entries = a.entries + b.entries;
  const groups = [...(a.same ?? []), ...(b.same ?? [])];
  const present = earlier(a, b);
  if (a.stay === undefined || b.stay === undefined || present.stay === undefined) {
    return { ...present, entries, ...sameOf(present.stay, groups) };
  }
  const stays = [a.stay, b.stay];
  const isOfThese = (group: readonly string[]) => stays.some((stay) => group.includes(stay));
  const names = [...stays, ...groups.filter(isOfThese).flat()];
  const rest = groups.filter((group) => !isOfThese(group));
  return { ...present, entries, ...sameOf(present.stay, [groupOf(present.stay, names), ...rest]) };
}

/** Whose stay goes on: of two the one that began first, of two that began together the one with the smaller name. */
function earlier(a: Membership, b: Membership): Membership {
  if (a.since === null) return b;
  if (b.since === null) return a;
  return (a.since - b.since || compareText(a.stay ?? '', b.stay ?? '')) <= 0 ? a : b;
}

function groupOf(stay: string, names: readonly string[]): readonly string[] {
  const others = [...new Set(names)].filter((name) => name !== stay).sort(compareText);
  return [stay, ...others.slice(1 - MAXIMUM_NAMES)];
}

/** The present stay's names first, then the others in one order, so that the same people give the same state. */
function sameOf(
  stay: string | undefined,
  groups: readonly (readonly string[])[],
): { same?: readonly (readonly string[])[] } {
  const isPresent = (group: readonly string[]) => stay !== undefined && group.includes(stay);
  const past = groups.filter((group) => !isPresent(group)).sort((a, b) => compareText(a.join(), b.join()));
  const present = groups.filter(isPresent);
  const same = [...present, ...past.slice(present.length - MAXIMUM_GROUPS)];
  return same.length === 0 ? {} : { same };
}
