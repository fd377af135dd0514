import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** Of those whom one message names, whoever are not one have a refusal that says so: on the row of either. */
export function judgeRefusals(house: SimulatedHouse): string[] {
  const { events, living, rows } = outcomeOf(house);
  const holder = new Map(
    living.flatMap(({ profileId, identifiers }) =>
      Object.keys(identifiers).map((identifier) => [identifier, profileId] as const),
    ),
  );
  return events.flatMap(({ messageId, identifiers }) => {
    const people = new Set(identifiers.map((identifier) => holder.get(identifier)));
    if (people.size < 2) return [];
    const known = identifiers.flatMap((identifier) => rows.get(identifier)?.refused ?? []);
    const isSaid = known.some(
      ({ identifier, to }) => identifiers.includes(identifier) && identifiers.includes(to),
    );
    return isSaid ? [] : [`why ${identifiers} of ${messageId} are not one nobody says`];
  });
}
