import type { Contacts, Watch } from '../campaign/contacts/contacts.ts';
import { isSame } from '../campaign/contacts/counting-journeys.ts';

/**
 * The journeys under way of two who become one that are held out from then on, since the other of them is: each as what
 * has it look. Its row says so, and its goal is looked out for, once it has looked.
 * @param united what is decided about the person whom they become
 * @param at of the merge, in milliseconds since the epoch
 */
export function heldOutByMerge(sides: readonly Contacts[], united: Contacts, at: number): readonly Watch[] {
  return (united.heldOut ?? []).flatMap((campaign) => {
    const open = united.open[campaign];
    if (open === undefined || sides.some((side) => isOfHeldOut(side, campaign, open))) return [];
    const { profileId, journeyId } = open;
    return [{ kind: 'wait', profileId, journeyId, campaign, from: at, until: at }];
  });
}

/** Whether it was theirs, and they were held out as it began. */
function isOfHeldOut({ open, heldOut = [] }: Contacts, campaign: string, journey: Contacts['open'][string]) {
  const own = open[campaign];
  return own !== undefined && isSame(own, journey) && heldOut.includes(campaign);
}
