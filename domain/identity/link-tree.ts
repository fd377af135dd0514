import type { IdentityRecord, Link } from './identity-record.ts';

/** A link, and the identifier whose row it stands on. */
export interface TreeLink extends Link {
  readonly identifier: string;
}

/** A person's identifiers in two parts, as they are without one link. */
export interface Cut {
  /** The link that is taken out; absent where none is known by which the two hang together. */
  readonly link?: TreeLink;
  /** The part of the identifier that is split off. */
  readonly goes: ReadonlySet<string>;
  readonly stays: ReadonlySet<string>;
}

/** The links by which a person's identifiers hang together. */
export function linksOf(
  identifiers: readonly string[],
  rows: ReadonlyMap<string, IdentityRecord>,
): readonly TreeLink[] {
  const held = new Set(identifiers);
  return identifiers.flatMap((identifier) =>
    (rows.get(identifier)?.links ?? [])
      .filter(({ to }) => held.has(to))
      .map((link) => ({ identifier, ...link })),
  );
}

/**
 * Cuts a tree of links: the first one on the way from an identifier to another is taken out. Identifiers that no link leads
 * to, as rows of earlier versions know none, stay.
 */
export function cutTree(
  identifiers: readonly string[],
  links: readonly TreeLink[],
  { identifier, from }: { readonly identifier: string; readonly from: string },
): Cut {
  const link = waysTo(from, links).get(identifier);
  const goes = reachableFrom(
    identifier,
    links.filter((other) => other !== link),
  );
  const stays = new Set(identifiers.filter((held) => !goes.has(held)));
  return { goes, stays, ...(link === undefined ? {} : { link }) };
}

/** All identifiers that links lead to from one, itself included. */
export function reachableFrom(identifier: string, links: readonly TreeLink[]): ReadonlySet<string> {
  return new Set([identifier, ...waysTo(identifier, links).keys()]);
}

/** A link as it is met on a way. */
export interface WayLink {
  /** The end that is met first. */
  readonly identifier: string;
  readonly from: string;
  readonly link: TreeLink;
}

/** The links on the way from an identifier to another; none where no links lead there. */
export function wayBetween(links: readonly TreeLink[], identifier: string, root: string): readonly WayLink[] {
  const ways = waysTo(root, links);
  const way: WayLink[] = [];
  let end = identifier;
  for (let link = ways.get(end); link !== undefined; link = ways.get(end)) {
    const from = otherEnd(link, end);
    way.push({ identifier: end, from, link });
    end = from;
  }
  return way;
}

/** By identifier: the first link on the way from it to `root`. */
function waysTo(root: string, links: readonly TreeLink[]): ReadonlyMap<string, TreeLink> {
  const linksAt = linksByEnd(links);
  const ways = new Map<string, TreeLink>();
  const reached = [root];
  for (const end of reached) {
    for (const link of linksAt.get(end) ?? []) {
      const other = otherEnd(link, end);
      if (other === root || ways.has(other)) continue;
      ways.set(other, link);
      reached.push(other);
    }
  }
  return ways;
}

function linksByEnd(links: readonly TreeLink[]): ReadonlyMap<string, readonly TreeLink[]> {
  const linksAt = new Map<string, TreeLink[]>();
  for (const link of links) {
    for (const end of [link.identifier, link.to]) linksAt.set(end, [...(linksAt.get(end) ?? []), link]);
  }
  return linksAt;
}

/** The end of a link that is not this one. */
export function otherEnd({ identifier, to }: TreeLink, end: string): string {
  return end === identifier ? to : identifier;
}
