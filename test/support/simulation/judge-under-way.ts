import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { personOf } from './watch-people.ts';

/** What is wrong, in words, with how many journeys side by side a guest's profile says there are: as many as rows that wait. */
export function judgeUnderWay(
  house: SimulatedHouse,
  versions: readonly Program[],
  journeys: readonly Journey[],
): string[] {
  const sideBySide = journeys.filter(
    ({ status, playbookVersion, campaign }) =>
      status === 'waiting' &&
      versions.find(({ version }) => version === playbookVersion)?.campaigns[campaign]?.frequency.kind ===
        'every time',
  );
  const waiting = Map.groupBy(sideBySide, (journey) =>
    keyOf(personOf(house.tables, journey), journey.campaign),
  );
  return outcomeOf(house).living.flatMap(({ profileId, contacts: { entered } }) =>
    Object.entries(entered).flatMap(([campaign, { underWay = 0 }]) => {
      const count = waiting.get(keyOf(profileId, campaign))?.length ?? 0;
      return underWay === count ? [] : [`${profileId} has ${underWay} of ${campaign}, and ${count} wait`];
    }),
  );
}

function keyOf(profileId: string, campaign: string): string {
  return `${profileId} ${campaign}`;
}
