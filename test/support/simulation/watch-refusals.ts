import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { outcomeOf } from './house-outcome.ts';
import { judgeRefusedEntry } from './judge-refused-entry.ts';
import { judgeUnbegun } from './judge-unbegun.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { watchKin } from './watch-kin.ts';
import { livingIn, personOf } from './watch-people.ts';

/** A playbook is believed so long where no newer can be read. */
const BELIEVED_MILLISECONDS = 6 * 60_000;

/** What of a guest's was noted, and is no more. */
interface Forgotten {
  readonly profileId: string;
  readonly campaign: string;
  readonly occurrence: string;
}

/**
 * Looks at every refusal in the moment in which it is noted, and at each that gives way to none.
 * @param versions of the playbook, as they are deployed
 * @returns what tells, in the end, which of them was not so, which was lost, and of what was refused and nobody says so
 */
export function watchRefusals(house: SimulatedHouse, versions: readonly Program[]): () => string[] {
  const wrongs: string[] = [];
  const forgotten: Forgotten[] = [];
  const inForce = watchVersions(house, versions);
  const areKin = watchKin(house.tables);
  house.tables.table('Profiles').onWrite((after, before) => {
    const [was, is] = [livingIn(before), livingIn(after)];
    // Two who become one, or one who becomes two, bring what was noted before.
    if (was === undefined || is === undefined || isOfOthers(was, is)) return;
    for (const [campaign, entry] of Object.entries(is.contacts.refused ?? {})) {
      if (JSON.stringify(was.contacts.refused?.[campaign]) === JSON.stringify(entry)) continue;
      house.world.counts.add(`refusals noted: ${entry.because}`);
      const journeys = journeysOf(house, campaign);
      const noted = { house, guest: is, campaign, entry, programs: inForce(), journeys, areKin };
      wrongs.push(...judgeRefusedEntry(noted));
    }
    for (const [campaign, { occurrence }] of Object.entries(was.contacts.refused ?? {}))
      if (is.contacts.refused?.[campaign] === undefined)
        forgotten.push({ profileId: is.profileId, campaign, occurrence });
  });
  const isForgotten = (profileId: string, campaign: string) =>
    forgotten.some((one) => one.campaign === campaign && areKin(one.profileId, profileId));
  return () => [
    ...wrongs,
    ...judgeForgotten(house, forgotten),
    ...judgeBegun(house),
    ...judgeUnbegun(house, versions, isForgotten),
  ];
}

function isOfOthers(was: Profile, is: Profile): boolean {
  return (
    is.formerProfileIds.length !== was.formerProfileIds.length ||
    JSON.stringify(is.apart) !== JSON.stringify(was.apart)
  );
}

/** Nothing is forgotten but that what began after all was refused before. */
function judgeForgotten(house: SimulatedHouse, forgotten: readonly Forgotten[]): string[] {
  return forgotten
    .filter(({ campaign, occurrence }) => {
      const journeyId = journeyIdOf(campaign, occurrence);
      return journeysOf(house, campaign).every((journey) => journey.journeyId !== journeyId);
    })
    .map(
      ({ profileId, campaign, occurrence }) =>
        `why ${journeyIdOf(campaign, occurrence)} of ${profileId} did not begin is forgotten`,
    );
}

/** What began after all is not said to have been refused. */
function judgeBegun(house: SimulatedHouse): string[] {
  return outcomeOf(house).living.flatMap(({ profileId, contacts: { refused = {} } }) =>
    Object.entries(refused).flatMap(([campaign, { occurrence }]) => {
      const journeyId = journeyIdOf(campaign, occurrence);
      const hasBegun = journeysOf(house, campaign).some(
        (journey) => journey.journeyId === journeyId && personOf(house.tables, journey) === profileId,
      );
      return hasBegun ? [`${journeyId} of ${profileId} began, and is said to have been refused`] : [];
    }),
  );
}

function journeysOf({ tables }: SimulatedHouse, campaign: string): readonly Journey[] {
  const rows = tables.table('Journeys').all();
  return rows.filter((row) => row.profileId !== '#broadcast' && row.campaign === campaign).map(decodeJourney);
}

/** @returns what tells by which versions may be decided now */
function watchVersions(house: SimulatedHouse, versions: readonly Program[]): () => readonly Program[] {
  const { scheduler } = house.world;
  const deployed = [{ version: house.program.version, at: scheduler.now }];
  house.tables.table('Config').onWrite((after) => {
    if (after?.kind === 'playbook' && after.id === 'active')
      deployed.push({ version: String(after.version), at: scheduler.now });
  });
  return () => {
    const isBelieved = (_one: unknown, place: number) => {
      const next = deployed[place + 1];
      return next === undefined || scheduler.now - next.at < BELIEVED_MILLISECONDS;
    };
    const names = new Set(deployed.filter(isBelieved).map(({ version }) => version));
    return versions.filter(({ version }) => names.has(version));
  };
}
