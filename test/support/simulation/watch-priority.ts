import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { clockIn, comingAt, keyOf } from './coming-meanwhile.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf } from './watch-people.ts';

/** A message under the caps that was let through. */
interface Sent {
  readonly row: Delivery;
  /** When its journey had been due; undefined: it was beginning. */
  readonly wasDueAt: number | undefined;
  /** What came to the guest at that moment as well, and has a higher priority. */
  readonly overtaken: readonly string[];
}

/**
 * Looks at every message in the moment in which it is decided: of those of a guest that begin by one event, or come at one
 * moment, by a wait, a schedule or a date, none is refused by a cap after one of a lower priority was let through. Where nothing
 * fails: what fails is tried again behind the others.
 * @returns what was wrong, in words
 */
export function watchPriority(tables: SimulatedTables, program: Program): string[] {
  const { campaigns } = program;
  const wrongs: string[] = [];
  const dueBefore = new Map<string, number | undefined>();
  const sent: Sent[] = [];
  const priorityOf = (campaign: string) => campaigns[campaign]?.priority ?? 0;
  const look = (row: Delivery) => {
    const journey = keyOf(journeyOf(row));
    const wasDueAt = dueBefore.get(journey);
    if (row.status !== 'suppressed') sent.push({ row, wasDueAt, overtaken: overtakenBy(row, wasDueAt) });
    if (row.reason !== 'cap') return;
    const isOvertakenBy = (other: Sent) =>
      other.overtaken.includes(journey) ||
      (wasDueAt === undefined && other.wasDueAt === undefined && isOfSameEvent(other.row, row)
        ? priorityOf(other.row.campaign) < priorityOf(row.campaign)
        : false);
    const before = sent.find((other) => other.row.profileId === row.profileId && isOvertakenBy(other));
    if (before !== undefined)
      wrongs.push(`${row.profileId} ${row.deliveryId} is refused by a cap after ${before.row.deliveryId}`);
  };
  const overtakenBy = (row: Delivery, wasDueAt: number | undefined): readonly string[] => {
    const moment = wasDueAt ?? beganAt(tables, program, row);
    if (moment === undefined) return [];
    const isHigher = (key: string) =>
      priorityOf(key.slice(key.indexOf(' ') + 1, key.indexOf('#'))) > priorityOf(row.campaign);
    return comingAt(tables, program, row, moment).filter(isHigher);
  };
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

function journeyOf(row: Delivery) {
  return { profileId: row.profileId, journeyId: journeyIdOf(row.campaign, row.occurrence) };
}

/** The moment at which a schedule, or a birthday at noon, began a message's journey; undefined where something else did. */
function beganAt(tables: SimulatedTables, { timezone }: Program, row: Delivery): number | undefined {
  const [kind, day] = row.occurrence.split(/\.(.*)/s);
  if (kind === 'schedule') return Date.parse(day ?? '');
  if (kind !== 'birthday') return undefined;
  const guest = guestOf(tables, row);
  const zone = guest?.traits.timezone?.value ?? guest?.surroundings.timezone?.value ?? timezone;
  // It is told within minutes.
  const noon = Math.floor(row.at / 3_600_000) * 3_600_000;
  return clockIn(String(zone), noon) === `${day} 12:00:00` ? noon : undefined;
}

const isOfSameEvent = (a: Delivery, b: Delivery) =>
  a.event !== undefined && a.event.sort === b.event?.sort && a.event.identifier === b.event.identifier;
