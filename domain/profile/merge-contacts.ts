import type { Contacts, OpenJourney, RecentSend, Watch } from '../campaign/contacts.ts';
import { keepSends } from '../campaign/keep-sends.ts';
import { newestWatches, watchKey } from '../campaign/watches.ts';
import type { Program } from '../playbook/program.ts';
import { compareText, uniteEntries } from './stamped.ts';

/**
 * Unites what was decided about two people who are one: of two open journeys of a campaign the older stays, and the other
 * looks out for nothing any more. Whoever was in a measured group on either side is in it.
 */
export function mergeContacts(a: Contacts, b: Contacts, program: Program): Contacts {
  const heldOut = [...new Set([...(a.heldOut ?? []), ...(b.heldOut ?? [])])].sort(compareText);
  const watches = uniteWatches(a, b);
  return {
    open: uniteEntries(a.open, b.open, olderJourney),
    entered: uniteEntries(a.entered, b.entered, (x, y) => ({
      last: Math.max(x.last, y.last),
      times: x.times + y.times,
    })),
    sends: keepSends([...a.sends, ...b.sends].sort(compareSends), program),
    ...(heldOut.length > 0 && { heldOut }),
    ...((a.isControl === true || b.isControl === true) && { isControl: true as const }),
    ...(watches.length > 0 && { watches }),
  };
}

/** What either looks out for, but for the journeys that give way. */
function uniteWatches(a: Contacts, b: Contacts): readonly Watch[] {
  const givingWay = Object.entries(a.open).flatMap(([campaign, open]) => {
    const other = b.open[campaign];
    if (other === undefined || journeyKey(other) === journeyKey(open)) return [];
    return journeyKey(olderJourney(open, other) === open ? other : open);
  });
  const united = [...(a.watches ?? []), ...(b.watches ?? [])].filter(
    (watch) => !givingWay.includes(journeyKey(watch)),
  );
  return newestWatches([...new Map(united.map((watch) => [watchKey(watch), watch])).values()]);
}

function journeyKey({ profileId, journeyId }: Pick<OpenJourney, 'profileId' | 'journeyId'>): string {
  return JSON.stringify([profileId, journeyId]);
}

/** Of two journeys of one campaign the one that stays. */
export function olderJourney(a: OpenJourney, b: OpenJourney): OpenJourney {
  const order =
    a.enteredAt - b.enteredAt ||
    compareText(a.journeyId, b.journeyId) ||
    compareText(a.profileId, b.profileId);
  return order <= 0 ? a : b;
}

function compareSends(a: RecentSend, b: RecentSend): number {
  return a.at - b.at || compareText(a.campaign, b.campaign) || compareText(a.channel, b.channel);
}
