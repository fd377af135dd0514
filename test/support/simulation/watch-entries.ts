import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { personOf } from './watch-people.ts';

/**
 * Looks at every journey in the moment in which it begins: the person, under all the ids that are theirs by then, is not in it
 * for the same occurrence, nor a second time in what is once, nor sooner again than the campaign says.
 * @returns what was wrong, in words
 */
export function watchEntries(tables: SimulatedTables, { campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const begun: Journey[] = [];
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    const person = personOf(tables, journey);
    const again = begun.find(
      (other) =>
        other.campaign === journey.campaign &&
        personOf(tables, other) === person &&
        isSame(campaigns[journey.campaign]?.frequency, other, journey),
    );
    if (again !== undefined)
      wrongs.push(
        `${journey.profileId} ${journey.journeyId} begins after ${again.profileId} ${again.journeyId}`,
      );
    begun.push(journey);
  });
  return wrongs;
}

function isSame(
  frequency: Program['campaigns'][string]['frequency'] | undefined,
  other: Journey,
  journey: Journey,
): boolean {
  if (frequency?.kind === 'once' || other.occurrence === journey.occurrence) return true;
  if (frequency?.kind !== 'once per') return false;
  return Math.abs(journey.enteredAt - other.enteredAt) < frequency.milliseconds;
}
