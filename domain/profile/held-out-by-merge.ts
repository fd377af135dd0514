import type { Contacts, Watch } from '../campaign/contacts/contacts.ts';
import { isSame } from '../campaign/contacts/counting-journeys.ts';
import { journeysGivingWay } from './merge-contacts.ts';

type JourneyKey = Pick<Watch, 'profileId' | 'journeyId'>;

/**
 * The journeys under way of two who become one that are held out from then on, since the other of them is: each as what
 * has it look. Its row says so, and its goal is looked out for, once it has looked. Of a campaign whose journeys run side by
 * side those are known of which the guest's profile says anything: what they look out for, or how long they wait.
 * @param united what is decided about the person whom they become
 * @param at of the merge, in milliseconds since the epoch
 */
export function heldOutByMerge(
  [a, b]: readonly [Contacts, Contacts],
  united: Contacts,
  at: number,
): readonly Watch[] {
  const givingWay = journeysGivingWay(a, b).map(([, journey]) => journey);
  return (united.heldOut ?? []).flatMap((campaign) => {
    const before = [a, b].flatMap((side) => (isHeldOut(side, campaign) ? underWay(side, campaign) : []));
    const after = [a, b].flatMap((side) => (isHeldOut(side, campaign) ? [] : underWay(side, campaign)));
    return after
      .filter((journey, index) => after.findIndex((other) => isSame(journey, other)) === index)
      .filter((journey) => ![...before, ...givingWay].some((other) => isSame(journey, other)))
      .map(({ profileId, journeyId }) => {
        return { kind: 'wait', profileId, journeyId, campaign, from: at, until: at };
      });
  });
}

/** The journeys of a campaign that somebody is known to be in. One whose goal alone is looked out for may be over. */
function underWay({ open, watches, waits, held }: Contacts, campaign: string): readonly JourneyKey[] {
  const noted = [
    ...(watches ?? []).filter(({ kind }) => kind !== 'goal'),
    ...(waits ?? []),
    ...(held ?? []),
  ].filter((one) => one.campaign === campaign);
  const own = open[campaign];
  return own === undefined ? noted : [own, ...noted];
}

function isHeldOut({ heldOut = [] }: Contacts, campaign: string): boolean {
  return heldOut.includes(campaign);
}
