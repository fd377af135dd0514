import type { Campaign } from '../../../domain/campaign/campaign.ts';
import { NO_CONTACTS, type OpenJourney } from '../../../domain/campaign/contacts/contacts.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { guestOf } from './watch-people.ts';

/**
 * What is wrong, in words, with journeys of which a guest may have one at a time, in a house that has come to rest: one that
 * another counts instead of is over, and one that nothing counts instead of any more goes on.
 */
export function judgeGivingWay(
  house: SimulatedHouse,
  versions: readonly Program[],
  journeys: readonly Journey[],
): string[] {
  return journeys.flatMap((journey) => {
    const { playbookVersion, campaign, profileId, journeyId } = journey;
    const begun = versions.find(({ version }) => version === playbookVersion)?.campaigns[campaign];
    if (begun === undefined || begun.frequency.kind === 'every time') return [];
    const wrong = wrongOf(house, begun, journey);
    return wrong === undefined ? [] : [`${profileId} ${journeyId} ${wrong}`];
  });
}

function wrongOf(house: SimulatedHouse, campaign: Campaign, journey: Journey): string | undefined {
  const { status, gaveWay } = journey;
  const { open, entered } = guestOf(house.tables, journey)?.contacts ?? NO_CONTACTS;
  const counts = open[campaign.id];
  const isOpen = counts !== undefined && isSame(counts, journey);
  const others = (entered[campaign.id]?.counting ?? []).filter((other) => !isSame(other, journey));
  const isOneTooMany = others.some((other) => doesExclude(campaign, other, journey));
  if (status === 'waiting') {
    if (!isOpen) return 'waits, and another counts';
    return isOneTooMany ? 'waits, and its frequency lets it not' : undefined;
  }
  if (isOpen) return 'is over, and counts as under way';
  if (gaveWay === undefined) return undefined;
  if (gaveWay.dueAt <= house.world.scheduler.now) return 'gave way, and may go on though its wait is over';
  const isAlone = counts === undefined && others.length === 0;
  return isAlone ? 'gave way, and there is nobody it gave way to' : undefined;
}

/** Tells whether a campaign lets only one of two journeys be; of visits only the look knows. */
export function doesExclude({ frequency }: Campaign, a: OpenJourney, b: Journey): boolean {
  if (frequency.kind === 'once') return true;
  return frequency.kind === 'once per' && Math.abs(a.enteredAt - b.enteredAt) < frequency.milliseconds;
}

function isSame(a: Pick<Journey, 'profileId' | 'journeyId'>, b: Pick<Journey, 'profileId' | 'journeyId'>) {
  return a.profileId === b.profileId && a.journeyId === b.journeyId;
}
