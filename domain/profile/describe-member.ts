import { splitIdentifier } from '../identity/identifier.ts';
import { rankIdentifiers } from '../identity/rank-identifiers.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { computeTraits } from '../segment/condition/compute-traits.ts';
import type { Profile } from './profile.ts';

/** What a reader may ask for of a segment's members. */
export const MEMBER_PARTS = ['traits', 'identifiers'] as const;
export type MemberPart = (typeof MEMBER_PARTS)[number];

/** A member of a segment as the API shows them; with their traits go those that are computed. */
export function describeMember(
  active: ActiveProgram,
  { profileId, since }: { readonly profileId: string; readonly since: number },
  about: { readonly parts: ReadonlySet<MemberPart>; readonly profile?: Profile; readonly now: number },
): Record<string, unknown> {
  const { parts, profile, now } = about;
  const member = { profileId, since: new Date(since).toISOString() };
  if (profile === undefined) return member;
  const names = rankIdentifiers(active.program.identity, Object.keys(profile.identifiers));
  const traits = Object.entries(profile.traits).map(([name, { value }]) => [name, value]);
  return {
    ...member,
    ...(parts.has('identifiers') && { identifiers: names.map(splitIdentifier) }),
    ...(parts.has('traits') && {
      traits: Object.fromEntries(traits),
      computed: computeTraits(active, profile, now),
    }),
  };
}
