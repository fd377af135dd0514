import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/** A message under the caps, and when the journey that it was decided on had been due; undefined: it was beginning. */
interface Decided {
  readonly row: Delivery;
  readonly wasDueAt: number | undefined;
  /** Journeys of the guest's that were due at that moment as well, and of a higher priority. */
  readonly overtaken: readonly string[];
}

/**
 * Looks at every message in the moment in which it is decided: of those of a guest that begin by one event, or are due at one
 * moment, none is refused by a cap after one of a lower priority was let through. Where nothing fails: what fails is tried again
 * behind the others.
 * @returns what was wrong, in words
 */
export function watchPriority(tables: SimulatedTables, { campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const dueBefore = new Map<string, number | undefined>();
  const sent: Decided[] = [];
  const priorityOf = (campaign: string) => campaigns[campaign]?.priority ?? 0;
  const look = (row: Delivery) => {
    const journey = keyOf({ ...row, journeyId: journeyIdOf(row.campaign, row.occurrence) });
    const wasDueAt = dueBefore.get(journey);
    const priority = priorityOf(row.campaign);
    if (row.status !== 'suppressed')
      sent.push({ row, wasDueAt, overtaken: wasDueAt === undefined ? [] : higherDue(row, wasDueAt) });
    if (row.reason !== 'cap') return;
    const before = sent.find(
      (other) =>
        other.row.profileId === row.profileId &&
        other.wasDueAt === wasDueAt &&
        (wasDueAt === undefined
          ? isOfSameEvent(other.row, row) && priorityOf(other.row.campaign) < priority
          : other.overtaken.includes(journey)),
    );
    if (before !== undefined)
      wrongs.push(`${row.profileId} ${row.deliveryId} is refused by a cap after ${before.row.deliveryId}`);
  };
  const higherDue = (row: Delivery, dueAt: number) =>
    tables
      .table('Journeys')
      .partition(row.profileId)
      .map(decodeJourney)
      .filter((journey) => journey.dueAt === dueAt && priorityOf(journey.campaign) > priorityOf(row.campaign))
      .map(keyOf);
  tables.table('Journeys').onWrite((after, before) => {
    if (after === undefined || after.profileId === '#broadcast') return;
    dueBefore.set(keyOf(decodeJourney(after)), before && (decodeJourney(before).dueAt ?? undefined));
  });
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined) return;
    const row = decodeDelivery(after);
    if (row.purpose === 'transactional' || campaigns[row.campaign] === undefined) return;
    // Once the whole decision is written.
    queueMicrotask(() => look(row));
  });
  return wrongs;
}

const keyOf = ({ profileId, journeyId }: Pick<Journey, 'profileId' | 'journeyId'>) =>
  `${profileId} ${journeyId}`;

const isOfSameEvent = (a: Delivery, b: Delivery) =>
  a.event !== undefined && a.event.sort === b.event?.sort && a.event.identifier === b.event.identifier;
