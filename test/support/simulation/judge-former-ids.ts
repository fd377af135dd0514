import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** Every id that a person has had leads to them. */
export function judgeFormerIds(house: SimulatedHouse): string[] {
  const lead = (profileId: string): string => {
    const item = house.tables.table('Profiles').find({ profileId });
    return typeof item?.mergedInto === 'string' ? lead(item.mergedInto) : profileId;
  };
  return outcomeOf(house).living.flatMap(({ profileId, formerProfileIds }) =>
    formerProfileIds
      .filter((id) => lead(id) !== profileId)
      .map((id) => `${id} was ${profileId} and leads to ${lead(id)}`),
  );
}

/** Nobody holds both ends of a link that was taken back. */
export function judgeApart(house: SimulatedHouse): string[] {
  return outcomeOf(house).living.flatMap(({ profileId, identifiers, apart = [] }) =>
    apart
      .filter(({ identifier, from }) => [identifier, from].every((end) => Object.hasOwn(identifiers, end)))
      .map(({ identifier, from }) => `${profileId} holds ${identifier} and ${from}, which were split`),
  );
}
