import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { compareText } from '../../profile/stamped.ts';
import type { Campaign } from '../campaign.ts';
import type { Journey } from '../journey/journey.ts';
import type { Contacts, OpenJourney } from './contacts.ts';

/** Of each campaign so many are remembered, the newest. */
const MAXIMUM_COUNTING = 5;

type JourneyKey = Pick<Journey, 'profileId' | 'journeyId'>;

/** The journeys of a campaign that count as an entry, the older first. */
export function countingJourneys(contacts: Contacts, campaign: string): readonly OpenJourney[] {
  return contacts.entered[campaign]?.counting ?? [];
}

/** As many as are remembered, each once, the older first. */
export function newestCounting(journeys: readonly OpenJourney[]): readonly OpenJourney[] {
  const each = new Map(journeys.map((journey) => [journeyKey(journey), journey]));
  return [...each.values()].sort(compareJourneys).slice(-MAXIMUM_COUNTING);
}

/** Has only those journeys count that are kept. */
export function keepCounting(contacts: Contacts, isKept: (journey: OpenJourney) => boolean): Contacts {
  const entries = Object.entries(contacts.entered);
  if (entries.every(([, { counting = [] }]) => counting.every(isKept))) return contacts;
  const kept = entries.map(([campaign, { counting = [], ...entered }]) => {
    const left = counting.filter(isKept);
    return [campaign, { ...entered, ...(left.length > 0 && { counting: left }) }] as const;
  });
  return { ...contacts, entered: Object.fromEntries(kept) };
}

/** Has those that are under way count, as after a split, where what gave way goes on. */
export function withCounting(contacts: Contacts, open: Contacts['open']): Contacts {
  const entries = Object.entries(contacts.entered).map(([campaign, entered]) => {
    const journey = open[campaign];
    if (journey === undefined) return [campaign, entered] as const;
    return [
      campaign,
      { ...entered, counting: newestCounting([...(entered.counting ?? []), journey]) },
    ] as const;
  });
  return { ...contacts, entered: Object.fromEntries(entries) };
}

/** A journey that gives way to another was none. */
export function withoutCounting(contacts: Contacts, journey: JourneyKey): Contacts {
  return keepCounting(contacts, (counting) => !isSame(counting, journey));
}

/**
 * Tells whether a journey is one too many for the person that two turned out to be: another of its campaign counts which its
 * frequency would not have let stand beside it, whichever began first.
 */
export function isOneTooMany(
  active: ActiveProgram,
  campaign: Campaign,
  profile: Profile,
  journey: Journey,
): boolean {
  return countingJourneys(profile.contacts, campaign.id).some(
    (other) =>
      !isSame(other, journey) &&
      (excludes(campaign, other, journey) || isOfSameVisit(active, campaign, profile, [other, journey])),
  );
}

/** Tells whether a campaign's frequency, visits apart, lets only one of two journeys be. */
export function excludes(
  { frequency }: Campaign,
  a: Pick<OpenJourney, 'enteredAt'>,
  b: Pick<OpenJourney, 'enteredAt'>,
): boolean {
  if (frequency.kind === 'once') return true;
  return frequency.kind === 'once per' && Math.abs(a.enteredAt - b.enteredAt) < frequency.milliseconds;
}

/** Only the last visit is known as it was: of two in an earlier one nobody can tell. */
function isOfSameVisit(
  active: ActiveProgram,
  { frequency }: Campaign,
  { aggregates }: Profile,
  journeys: readonly Pick<OpenJourney, 'enteredAt'>[],
): boolean {
  if (frequency.kind !== 'once per visit') return false;
  const { aggregate } = frequency;
  const [a, b] = journeys.map(({ enteredAt }) =>
    active.aggregates.get(aggregate)?.value(aggregates[aggregate], enteredAt),
  );
  return a !== undefined && a === b;
}

/** Tells whether two are the row of one journey. */
export function isSame(a: JourneyKey, b: JourneyKey): boolean {
  return a.profileId === b.profileId && a.journeyId === b.journeyId;
}

/** Orders journeys of a campaign: who began first, and of one moment always the same. */
export function compareJourneys(a: OpenJourney, b: OpenJourney): number {
  return (
    a.enteredAt - b.enteredAt ||
    compareText(a.journeyId, b.journeyId) ||
    compareText(a.profileId, b.profileId)
  );
}

function journeyKey({ profileId, journeyId }: JourneyKey): string {
  return JSON.stringify([profileId, journeyId]);
}
