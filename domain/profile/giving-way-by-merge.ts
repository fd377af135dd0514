import type { Contacts, OpenJourney, Watch } from '../campaign/contacts/contacts.ts';
import { countingJourneys, excludes, isSame } from '../campaign/contacts/counting-journeys.ts';
import type { Program } from '../playbook/program/program.ts';
import { journeysGivingWay } from './merge-contacts.ts';

/**
 * The journeys under way of two who become one that give way: of two of one campaign the younger, and one beside which its
 * frequency lets nothing else be that the other was in. Each as what has it look: it finds that it is over.
 * @param united what is decided about the person whom they become
 * @param at of the merge, in milliseconds since the epoch
 */
export function givingWayByMerge(
  program: Pick<Program, 'campaigns'>,
  [a, b]: readonly [Contacts, Contacts],
  united: Contacts,
  at: number,
): readonly Watch[] {
  const younger = journeysGivingWay(a, b);
  const tooMany = Object.entries(united.open).filter(([campaign, open]) =>
    countingJourneys(united, campaign).some(
      (other) => isOfOther([a, b], campaign, open, other) && mayExclude(program, campaign, open, other),
    ),
  );
  return [...younger, ...tooMany].map(([campaign, { profileId, journeyId }]) => {
    return { kind: 'wait', profileId, journeyId, campaign, from: at, until: at };
  });
}

/** Whether no one of the two had both. */
function isOfOther(
  sides: readonly Contacts[],
  campaign: string,
  open: OpenJourney,
  other: OpenJourney,
): boolean {
  if (isSame(open, other)) return false;
  return !sides.some((side) => {
    const counting = countingJourneys(side, campaign);
    return [open, other].every((journey) => counting.some((one) => isSame(one, journey)));
  });
}

/** What began in one visit is seen at the look. */
function mayExclude(
  { campaigns }: Pick<Program, 'campaigns'>,
  id: string,
  open: OpenJourney,
  other: OpenJourney,
): boolean {
  const campaign = Object.hasOwn(campaigns, id) ? campaigns[id] : undefined;
  if (campaign === undefined || campaign.frequency.kind === 'once per visit') return true;
  return excludes(campaign, open, other);
}
