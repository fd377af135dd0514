import { splitIdentifier } from '../identity/identifier.ts';
import type { IdentityRecord, Link, LinkEvidence } from '../identity/identity-record.ts';
import type { Profile } from './profile.ts';
import { compareText } from './stamped.ts';

type Rows = ReadonlyMap<string, IdentityRecord>;

/** When an identifier was linked, and by what: its earliest link; without one, how its row came to be. */
export function describeLinking(row: IdentityRecord | undefined): {
  readonly linkedAt: string | null;
  readonly by: LinkEvidence | null;
} {
  if (row === undefined) return { linkedAt: null, by: null };
  const [earliest] = [...row.links].sort(byTime);
  if (earliest === undefined) return { linkedAt: iso(row.linkedAt), by: row.by };
  const { at, messageId, rule } = earliest;
  return { linkedAt: iso(at), by: { messageId, rule } };
}

/**
 * Why a person is who they are: the links that hold their identifiers together, links that were asked for and not made,
 * what was split, traits whose value gave way to newer large ones, and profiles that were merged into this one.
 * @param identities the rows of the person's identifiers
 */
export function describeEvidence(profile: Profile, identities: Rows): Record<string, unknown> {
  const withheldTraits = Object.keys(profile.traitMemory?.withheld ?? {});
  return {
    links: describeLinks(identities),
    refused: describeRefused(identities),
    splits: (profile.apart ?? []).map(({ identifier, from, at }) => ({
      identifier: splitIdentifier(identifier),
      from: splitIdentifier(from),
      at: iso(at),
    })),
    ...(withheldTraits.length === 0 ? {} : { withheldTraits }),
    formerProfileIds: profile.formerProfileIds,
  };
}

function describeLinks(identities: Rows): unknown[] {
  const links = [...identities.values()].flatMap(({ identifier, links }) =>
    links.map((link) => ({ ...link, identifier })),
  );
  return links.sort(byTimeAndEnds).map(describeEnds);
}

/** Both ends of a refusal may be the person's: it is told once. */
function describeRefused(identities: Rows): unknown[] {
  const refused = [...identities.values()].flatMap((row) => row.refused);
  const byEnds = new Map(
    refused.map((refusal) => [`${refusal.identifier}\n${refusal.to}\n${refusal.rule}`, refusal]),
  );
  return [...byEnds.values()].sort(byTimeAndEnds).map(describeEnds);
}

interface Ends extends Pick<Link, 'to' | 'messageId' | 'at'> {
  readonly identifier: string;
  readonly rule: string;
}

function describeEnds({ identifier, to, messageId, at, rule }: Ends): Record<string, unknown> {
  return { identifier: splitIdentifier(identifier), to: splitIdentifier(to), messageId, at: iso(at), rule };
}

function byTime(one: Pick<Link, 'at' | 'messageId'>, other: Pick<Link, 'at' | 'messageId'>): number {
  return one.at - other.at || compareText(one.messageId, other.messageId);
}

/** Rows are read in any order, and one message may link several. */
function byTimeAndEnds(one: Ends, other: Ends): number {
  return byTime(one, other) || compareText(one.identifier, other.identifier) || compareText(one.to, other.to);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
