import { UNSETTLED } from '../../../domain/profile/unfolded.ts';
import { outcomeOf } from './house-outcome.ts';
import type { SimulatedHouse } from './simulated-house.ts';

/** So long after a deploy a function may still go on with the playbook that it holds. */
const HELD_MILLISECONDS = 6 * 60_000;

/**
 * Whoever was heard of after a deploy has been brought to the new playbook by then, and nobody is left whose history was to
 * be folded anew elsewhere: nothing else would do it.
 */
export function judgeAdopted(house: SimulatedHouse): string[] {
  const { events, living } = outcomeOf(house);
  const late = new Set(
    events
      .filter(({ receivedAt }) => receivedAt > house.deployedAt + HELD_MILLISECONDS)
      .map(({ key }) => key.identifier),
  );
  const { ordinal } = house.program;
  return living.flatMap(({ profileId, program, identifiers }) => {
    if (program.aggregates === UNSETTLED) return [`${profileId} waits for a refold that nobody makes`];
    const isHeardOf = Object.keys(identifiers).some((identifier) => late.has(identifier));
    return isHeardOf && program.ordinal < ordinal ? [`${profileId} is in the terms of an old playbook`] : [];
  });
}
