import type { Membership } from '../../domain/profile/profile.ts';

/** Since, entries if not 1, the stay where it is not the profile's own, and the names of stays that are one. */
export type EncodedMembership = readonly [
  since: number | null,
  entries?: number,
  stay?: string | null,
  same?: readonly (readonly string[])[],
];

export interface MembershipCodec {
  encode(membership: Membership): EncodedMembership;
  decode(encoded: EncodedMembership): Membership;
}

/**
 * Writes memberships short: moments after `base`, and the profile in a stay's name by its place among the person's ids.
 * A name by another profile (one that merged before it was ever written) is kept whole, behind a `=`.
 * @param profileIds the person's ids, their present one first
 */
export function createMembershipCodec(base: number, profileIds: readonly string[]): MembershipCodec {
  const places = new Map(profileIds.map((id, place) => [id, place]));
  const shorten = (stay: string) => {
    const end = stay.lastIndexOf('.');
    const place = places.get(stay.slice(0, end));
    return place === undefined ? `=${stay}` : `${place}${stay.slice(end)}`;
  };
  const restore = (text: string) => {
    if (text.startsWith('=')) return text.slice(1);
    const end = text.indexOf('.');
    return `${profileIds[Number(text.slice(0, end))]}${text.slice(end)}`;
  };
  return {
    encode({ since, entries, stay, same }) {
      const head = since === null ? null : since - base;
      const name = stay === undefined ? null : shorten(stay);
      if (same !== undefined) return [head, entries, name, same.map((names) => names.map(shorten))];
      if (name !== null) return [head, entries, name];
      return entries === 1 ? [head] : [head, entries];
    },
    decode([since, entries = 1, stay = null, same]) {
      return {
        since: since === null ? null : since + base,
        entries,
        ...(stay !== null && { stay: restore(stay) }),
        ...(same !== undefined && { same: same.map((names) => names.map(restore)) }),
      };
    },
  };
}
