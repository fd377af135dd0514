import type { Contacts, OpenJourney, RecentSend } from '../campaign/contacts.ts';
import { keepSends } from '../campaign/keep-sends.ts';
import type { Program } from '../playbook/program.ts';
import { compareText, uniteEntries } from './stamped.ts';

/** Unites what was decided about two people who are one: of two open journeys of a campaign the older stays. */
export function mergeContacts(a: Contacts, b: Contacts, program: Program): Contacts {
  return {
    open: uniteEntries(a.open, b.open, olderJourney),
    entered: uniteEntries(a.entered, b.entered, (x, y) => ({
      last: Math.max(x.last, y.last),
      times: x.times + y.times,
    })),
    sends: keepSends([...a.sends, ...b.sends].sort(compareSends), program),
  };
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
