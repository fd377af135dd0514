import { type Cut, reachableFrom, type TreeLink } from './link-tree.ts';

/** One part of a cut. */
export type SideName = 'goes' | 'stays';

/** A stored profile at an end of a link: it held that end when the link was made. */
interface Stand {
  readonly link: TreeLink;
  readonly end: string;
}

/**
 * Tells on which side of a cut a stored profile would be if the link that is taken out had never been made. All that a
 * profile held when a link was made was on its own side of that link, so a link that names it may part it from the one that
 * is taken out. Where none does, the earliest that names it tells whether it was that person's when that one was made.
 * @param links all links of the person, the one that is taken out included
 * @param profileIds all ids that the person has had; others that links name are of somebody split off before, as whom one
 * that no link names was known until then
 */
export function sideOfProfile(
  cut: Cut,
  links: readonly TreeLink[],
  profileId: string,
  profileIds: ReadonlySet<string>,
): SideName {
  const { link: taken } = cut;
  if (taken === undefined) return 'stays';
  const own = standsOf(links, (id) => id === profileId);
  const stands = own.length > 0 ? own : standsOf(links, (id) => !profileIds.has(id));
  return cut.goes.has(endOf(taken, stands, links)) ? 'goes' : 'stays';
}

function standsOf(links: readonly TreeLink[], isMeant: (profileId: string) => boolean): Stand[] {
  return links.flatMap((link) => {
    const { identifier, to, from, into } = link;
    return [
      ...(from !== undefined && isMeant(from) ? [{ link, end: identifier }] : []),
      ...(into !== undefined && isMeant(into) ? [{ link, end: to }] : []),
    ];
  });
}

/** An identifier on the profile's side of the link that is taken out. */
function endOf(taken: TreeLink, stands: readonly Stand[], links: readonly TreeLink[]): string {
  const parted =
    stands.find(({ link }) => link === taken) ?? stands.find((stand) => !isTogether(stand, taken, links));
  if (parted !== undefined) return parted.end;
  const [earliest] = [...stands].sort((a, b) => a.link.at - b.link.at);
  if (earliest === undefined) return taken.to;
  const before = links.filter(({ at }) => at < earliest.link.at);
  return isTogether(earliest, taken, before) ? endThatWasHeld(taken) : earliest.end;
}

/** Whether links lead from a stand to one of them, without the one that it is an end of. */
function isTogether({ link, end }: Stand, other: TreeLink, links: readonly TreeLink[]): boolean {
  const rest = links.filter((each) => each !== link);
  return rest.includes(other) && reachableFrom(end, rest).has(other.identifier);
}

/**
 * A profile that nothing parts from a link was there when that was made: as the one end that was held, under another id,
 * or else it is the one that the message began.
 */
function endThatWasHeld({ identifier, to, from, into }: TreeLink): string {
  return from !== undefined && into === undefined ? identifier : to;
}
