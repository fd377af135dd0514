import type { IdentityRecord } from '../identity/identity-record.ts';
import type { Cut, TreeLink } from '../identity/link-tree.ts';
import { type SideName, sideOfProfile } from '../identity/profile-side.ts';
import { isTombstone, type Profile, type ProfileRecord, type Tombstone } from './profile.ts';
import { compareText } from './stamped.ts';

/** Somebody who is to be split, as they were read, consistently. */
export interface SplitPerson {
  readonly profile: Profile;
  /** By identifier: the rows of all that the person holds. */
  readonly rows: ReadonlyMap<string, IdentityRecord>;
  /** By id: what stands under the person's former ids. */
  readonly former: ReadonlyMap<string, ProfileRecord>;
}

/** One of the two whom a split leaves. */
export interface SplitSide {
  readonly identifiers: readonly string[];
  /** The profile that holds them from now on; null: nobody does, as if the message had been refused. */
  readonly profileId: string | null;
  /** That profile's version as it stands; 0 for one that is new. */
  readonly version: number;
  readonly createdAt: number;
  readonly formerProfileIds: readonly string[];
}

export type SplitSides = Readonly<Record<SideName, SplitSide>>;

/**
 * Gives each side of a cut the profile that it would have if the link had never been: the living one stays on its side,
 * the other side is given back the oldest of its former ones, or a new one.
 * @param options.livingSide where the living one is to stay, if not on its own side
 * @param options.links all links of the person
 * @param options.hasEvents whether any event is stored under an identifier; asked only of one that is alone
 */
export function chooseSides(
  { profile, rows, former }: SplitPerson,
  cut: Cut,
  options: {
    readonly links: readonly TreeLink[];
    readonly newId: () => string;
    readonly hasEvents: (identifier: string) => boolean;
    readonly livingSide?: SideName | undefined;
  },
): SplitSides {
  const ids = [profile.profileId, ...profile.formerProfileIds];
  const known = new Set(ids);
  const sideOf = new Map(ids.map((id) => [id, sideOfProfile(cut, options.links, id, known)]));
  const origin = sideOf.get(profile.profileId);
  if (options.livingSide !== undefined) sideOf.set(profile.profileId, options.livingSide);
  const tombstones = [...former.values()].filter(isTombstone).sort(byAge);
  const choose = (name: SideName): SplitSide => {
    const identifiers = Object.keys(profile.identifiers).filter((held) => cut[name].has(held));
    const own = ids.filter((id) => sideOf.get(id) === name);
    const oldest = tombstones.find(({ profileId }) => own.includes(profileId));
    const head = own.includes(profile.profileId) ? profile : oldest;
    if (head !== undefined) return sideUnder(head, identifiers, own);
    const [only = ''] = identifiers;
    const createdAt = cut.link?.at ?? rows.get(only)?.linkedAt ?? profile.createdAt;
    const isNobody = identifiers.length === 1 && !options.hasEvents(only) && origin !== name;
    const profileId = isNobody ? null : options.newId();
    return { identifiers, profileId, version: 0, createdAt, formerProfileIds: own };
  };
  return { goes: choose('goes'), stays: choose('stays') };
}

function sideUnder(
  { profileId, version, createdAt }: ProfileRecord,
  identifiers: readonly string[],
  own: readonly string[],
): SplitSide {
  const formerProfileIds = own.filter((id) => id !== profileId).sort(compareText);
  return { identifiers, profileId, version, createdAt, formerProfileIds };
}

function byAge(a: Tombstone, b: Tombstone): number {
  return a.createdAt - b.createdAt || compareText(a.profileId, b.profileId);
}
