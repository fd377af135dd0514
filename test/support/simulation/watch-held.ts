import { heldUntil } from '../../../domain/campaign/journey/held-until.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { SPREAD_MILLISECONDS } from '../../../domain/campaign/permission/quiet-hours.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { personOf } from './watch-people.ts';

/**
 * Looks at every message that quiet hours held, in the moment in which it is let go: nothing of a higher priority is held for the
 * same guest whose quiet hours are over too, whoever it was held for.
 * @returns what was wrong, in words
 */
export function watchHeld(tables: SimulatedTables, { campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const wasHeld = new Set<string>();
  const priorityOf = ({ campaign }: Pick<Journey, 'campaign'>) => campaigns[campaign]?.priority ?? 0;
  const look = (journey: Journey, at: number) => {
    const person = personOf(tables, journey);
    const overtaken = tables
      .table('Journeys')
      .all()
      .filter(({ profileId }) => profileId !== '#broadcast')
      .map(decodeJourney)
      .find(
        (other) =>
          (heldUntil(other) ?? Number.POSITIVE_INFINITY) - SPREAD_MILLISECONDS <= at &&
          priorityOf(other) > priorityOf(journey) &&
          personOf(tables, other) === person,
      );
    if (overtaken !== undefined)
      wrongs.push(`${person} is let go ${journey.journeyId} while ${overtaken.journeyId} is held`);
  };
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    const journey = decodeJourney(after);
    if (before !== undefined && heldUntil(decodeJourney(before)) !== undefined) wasHeld.add(keyOf(journey));
    else wasHeld.delete(keyOf(journey));
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined) return;
    const { profileId, campaign, occurrence, status, purpose, at } = decodeDelivery(after);
    if (status === 'suppressed' || purpose === 'transactional') return;
    // Once the whole decision is written.
    queueMicrotask(() => {
      const item = tables.table('Journeys').find({ profileId, journeyId: `${campaign}#${occurrence}` });
      if (item !== undefined && wasHeld.has(`${profileId} ${campaign}#${occurrence}`))
        look(decodeJourney(item), at);
    });
  });
  return wrongs;
}

const keyOf = ({ profileId, journeyId }: Pick<Journey, 'profileId' | 'journeyId'>) =>
  `${profileId} ${journeyId}`;
