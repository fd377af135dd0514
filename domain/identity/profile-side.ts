import { type Cut, reachableFrom, type TreeLink } from './link-tree.ts';

/** One part of a cut. */
export type SideName = 'goes' | 'stays';

interface Stand {
  readonly link: TreeLink;
  /** The end that the profile held when the link was made. */
  readonly end: string;
}

/**
 * Tells on which side of a cut a stored profile would be if the link that is taken out had never been made. A link that
 * names the profile at one of its ends says that all that the profile then held was beyond that end.
 * @param links all links of the person, the one that is taken out included
 * @param profileIds all ids that the person has had: others that links name are of somebody split off before
 */
export function sideOfProfile(
  cut: Cut,
  links: readonly TreeLink[],
  profileId: string,
  profileIds: ReadonlySet<string>,
): SideName {
  const { link } = cut;
  if (link === undefined) return 'stays';
  const stands = links.flatMap((other) => standsAt(other, profileId));
  const telling =
    stands.find((stand) => stand.link === link) ??
    stands.find((stand) => isBeyond(stand, link, links)) ??
    standWhereItWasMade(link, stands, profileIds);
  return sideOf(cut, telling?.end ?? link.to);
}

function sideOf({ goes }: Cut, identifier: string): SideName {
  return goes.has(identifier) ? 'goes' : 'stays';
}

function standsAt(link: TreeLink, profileId: string): Stand[] {
  const { identifier, to, from, into } = link;
  return [
    ...(from === profileId ? [{ link, end: identifier }] : []),
    ...(into === profileId ? [{ link, end: to }] : []),
  ];
}

/** Whether a link stands between the profile's end of it and another link. */
function isBeyond({ link, end }: Stand, other: TreeLink, links: readonly TreeLink[]): boolean {
  const rest = links.filter((each) => each !== link);
  return !reachableFrom(end, rest).has(other.identifier);
}

/**
 * Where no link parts the profile from the one that is taken out, it was that person's by then, under whatever id, or
 * came into being with that very message. If just one end was held by a stored profile, it was there; if both were, it
 * was where the link lies that made it one of the two; if none was, it is the profile that the message began.
 */
function standWhereItWasMade(
  link: TreeLink,
  stands: readonly Stand[],
  profileIds: ReadonlySet<string>,
): Stand | undefined {
  const { identifier, to, from, into } = link;
  if (from !== undefined && into !== undefined) return stands[0];
  const id = from ?? into;
  const isKnownToHaveBeen = stands.length > 0 || (id !== undefined && !profileIds.has(id));
  if (id === undefined || !isKnownToHaveBeen) return undefined;
  return { link, end: from === undefined ? to : identifier };
}
