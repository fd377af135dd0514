import type { Contacts, OpenJourney, RecentSend, Watch } from '../campaign/contacts/contacts.ts';
import {
  compareJourneys,
  isSame,
  keepCounting,
  newestCounting,
} from '../campaign/contacts/counting-journeys.ts';
import { uniteHeld } from '../campaign/contacts/held-messages.ts';
import { keepSends } from '../campaign/contacts/keep-sends.ts';
import { uniteInLine } from '../campaign/contacts/note-in-line.ts';
import { newestWatches, watchKey } from '../campaign/contacts/watches.ts';
import { uniteRefused } from '../campaign/journey/refused-entry.ts';
import type { Program } from '../playbook/program/program.ts';
import { compareText, uniteEntries } from './stamped.ts';

/**
 * Unites what was decided about two people who are one: of two open journeys of a campaign the older stays, and the other
 * looks out for nothing any more. Whoever was in a measured group on either side is in it.
 */
export function mergeContacts(a: Contacts, b: Contacts, program: Program): Contacts {
  const heldOut = [...new Set([...(a.heldOut ?? []), ...(b.heldOut ?? [])])].sort(compareText);
  const givingWay = journeysGivingWay(a, b).map(([, journey]) => journey);
  const watches = newestWatches(uniteWatches(a, b, givingWay));
  const held = uniteHeld(a, b).filter((one) => !givingWay.some((other) => isSame(other, one)));
  return {
    open: uniteEntries(a.open, b.open, olderJourney),
    entered: uniteEntered(a, b, givingWay),
    sends: keepSends(uniteSends(a, b), program),
    ...(heldOut.length > 0 && { heldOut }),
    ...((a.isControl === true || b.isControl === true) && { isControl: true as const }),
    ...(watches.length > 0 && { watches }),
    ...(held.length > 0 && { held }),
    ...uniteInLine(a, b),
    ...uniteRefused(a, b),
  };
}

/** Of two under way of one campaign the younger, with the campaign's id. */
export function journeysGivingWay(a: Contacts, b: Contacts): readonly (readonly [string, OpenJourney])[] {
  return Object.entries(a.open).flatMap(([campaign, open]) => {
    const other = b.open[campaign];
    if (other === undefined || isSame(other, open)) return [];
    return [[campaign, olderJourney(open, other) === open ? other : open] as const];
  });
}

/** When either was in campaigns; a journey that gives way was none. */
function uniteEntered(a: Contacts, b: Contacts, givingWay: readonly OpenJourney[]): Contacts['entered'] {
  const isKept = (journey: OpenJourney) => !givingWay.some((other) => isSame(other, journey));
  const [x, y] = [keepCounting(a, isKept), keepCounting(b, isKept)];
  return uniteEntries(x.entered, y.entered, (one, other) => {
    const counting = newestCounting([...(one.counting ?? []), ...(other.counting ?? [])]);
    const underWay = (one.underWay ?? 0) + (other.underWay ?? 0);
    return {
      last: Math.max(one.last, other.last),
      times: one.times + other.times,
      ...(underWay > 0 && { underWay }),
      ...(counting.length > 0 && { counting }),
    };
  });
}

/** What either looks out for that the one whom they become has no room for. Its journeys must know: nobody tells them any more. */
export function watchesWithoutRoom(a: Contacts, b: Contacts): readonly Watch[] {
  const united = uniteWatches(
    a,
    b,
    journeysGivingWay(a, b).map(([, journey]) => journey),
  );
  const kept = new Set(newestWatches(united));
  return united.filter((watch) => !kept.has(watch));
}

/** What either looks out for, each once, but for the journeys that give way. */
function uniteWatches(a: Contacts, b: Contacts, givingWay: readonly OpenJourney[]): readonly Watch[] {
  const united = [...(a.watches ?? []), ...(b.watches ?? [])].filter(
    (watch) => !givingWay.some((other) => isSame(other, watch)),
  );
  return [...new Map(united.map((watch) => [watchKey(watch), watch])).values()];
}

/** Of two journeys of one campaign the one that stays. */
export function olderJourney(a: OpenJourney, b: OpenJourney): OpenJourney {
  return compareJourneys(a, b) <= 0 ? a : b;
}

/** What either was sent, each once: two who were split have the same to remember. One that is known to have failed has. */
function uniteSends(a: Contacts, b: Contacts): readonly RecentSend[] {
  const all = [...a.sends, ...b.sends];
  const failed = new Set(all.filter(({ hasFailed }) => hasFailed === true).map(({ id }) => id));
  const united = all.filter(
    ({ id }, index) => id === undefined || all.findIndex((other) => other.id === id) === index,
  );
  return united
    .map((send) =>
      send.id !== undefined && failed.has(send.id) ? { ...send, hasFailed: true as const } : send,
    )
    .sort(compareSends);
}

function compareSends(a: RecentSend, b: RecentSend): number {
  return a.at - b.at || compareText(a.campaign, b.campaign) || compareText(a.channel, b.channel);
}
