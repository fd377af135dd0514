import type { OpenJourney } from '../../../domain/campaign/contacts/contacts.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { isTombstone, type Profile } from '../../../domain/profile/profile.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { decodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { doesExclude } from './judge-giving-way.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { personOf } from './watch-people.ts';

/** So soon a journey is told, where nothing fails. */
const TOLD_WITHIN_MILLISECONDS = 30 * 60_000;

/**
 * Looks at every merge and every split: a journey that gives way is over soon, not when its wait would have been, and one that
 * gives way no more goes on soon. Where nothing fails: what fails is told later.
 * @returns what was wrong, in words
 */
export function watchGivingWay(house: SimulatedHouse, program: Program): string[] {
  const wrongs: string[] = [];
  const journeys = house.tables.table('Journeys');
  /** Since when a journey was to be written. */
  const waiting = new Map<string, { readonly since: number; readonly what: string }>();
  const nowIs = () => house.world.scheduler.now;
  const look = (profile: Profile) => {
    const ids = [profile.profileId, ...profile.formerProfileIds];
    for (const item of ids.flatMap((id) => journeys.partition(id))) {
      const journey = decodeJourney(item);
      const what = expectedOf(program, profile, journey);
      if (what === undefined || personOf(house.tables, journey) !== profile.profileId) continue;
      if (!waiting.has(keyOf(journey))) waiting.set(keyOf(journey), { since: nowIs(), what });
    }
  };
  house.tables.table('Profiles').onWrite((after) => {
    const record = after && decodeProfile(after);
    // Once the whole decision is written.
    if (record !== undefined && !isTombstone(record)) queueMicrotask(() => look(record));
  });
  journeys.onWrite((after) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const key = keyOf(decodeJourney(after));
    const expected = waiting.get(key);
    waiting.delete(key);
    if (expected !== undefined && nowIs() - expected.since > TOLD_WITHIN_MILLISECONDS)
      wrongs.push(`${key} ${expected.what}, and hears of it late`);
  });
  return wrongs;
}

function expectedOf(
  { campaigns }: Program,
  { contacts: { open, entered } }: Profile,
  journey: Journey,
): string | undefined {
  const campaign = campaigns[journey.campaign];
  if (campaign === undefined || campaign.frequency.kind === 'every time') return undefined;
  const counts = open[campaign.id];
  const isOpen = counts !== undefined && keyOf(counts) === keyOf(journey);
  const others = (entered[campaign.id]?.counting ?? []).filter((other) => keyOf(other) !== keyOf(journey));
  const isGivingWay = !isOpen || others.some((other) => doesExclude(campaign, other, journey));
  if (journey.status === 'waiting' && isGivingWay) return 'gives way';
  return journey.gaveWay !== undefined && !isGivingWay ? 'goes on' : undefined;
}

const keyOf = ({ profileId, journeyId }: Pick<OpenJourney, 'profileId' | 'journeyId'>) =>
  `${profileId} ${journeyId}`;
