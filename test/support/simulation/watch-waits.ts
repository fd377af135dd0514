import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf } from './watch-people.ts';

/**
 * Looks at every write of a journey beside the guest as they stand by then: while it waits for an event it looks out for it, and
 * no longer.
 * @returns what was wrong, in words
 */
export function watchWaits(tables: SimulatedTables): string[] {
  const wrongs: string[] = [];
  tables.table('Journeys').onWrite((after) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    const { profileId, journeyId } = journey;
    const { watches = [] } = guestOf(tables, journey)?.contacts ?? {};
    const isWatched = watches.some(
      (watch) => watch.kind === 'wait' && watch.profileId === profileId && watch.journeyId === journeyId,
    );
    if (!isWatched && isOverAlready(journey)) return;
    if (isWatched !== isLookingOut(journey))
      wrongs.push(`${profileId} ${journeyId} ${isWatched ? 'looks out for nothing' : 'is not told'}`);
  });
  return wrongs;
}

/** Whether it waits for an event, of the guest's or of its own, and is told of it: one that looks for itself is not. */
export function isLookingOut(journey: Journey): boolean {
  if (journey.looksAt !== undefined) return false;
  return journey.awaits !== undefined || 'awaitsOwn' in journey;
}

/** Whether its wait was over before it began to wait, as that of one that began hours late: its moment has come, it need not be told. */
export function isOverAlready({ dueAt, trace }: Pick<Journey, 'dueAt' | 'trace'>): boolean {
  return dueAt !== null && dueAt <= (trace.at(-1)?.at ?? Number.NEGATIVE_INFINITY);
}
