import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Journey } from '../../../domain/campaign/journey/journey.ts';
import { journeyIdOf } from '../../../domain/campaign/journey/occurrence.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import { decodeJourney } from '../../../lambdas/adapters/journey-store.ts';
import { keyOf } from './coming-meanwhile.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf, personOf } from './watch-people.ts';

const HOUR = 3_600_000;
const NOT_LEFT: ReadonlySet<string> = new Set(['failed', 'suppressed']);

/**
 * Looks at every ledger row in the moment in which it is decided, and counts by itself what the person has had, under all the
 * ids that are theirs by then: nothing is requested above a cap, and nothing refused by one that has room. What failed, or was
 * suppressed as it was to leave, may still be counted for a while: the ledger tells of it before the guest's profile does. What
 * time brought counts from its moment, if it was decided within an hour.
 * @returns what was wrong, in words
 */
export function watchCaps(tables: SimulatedTables, { permission, campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const counted: Delivery[] = [];
  const notLeft = new Set<string>();
  const countedFrom = watchMoments(tables);
  const nameOf = ({ profileId, deliveryId }: Delivery) => `${profileId} ${deliveryId}`;
  const isCounted = ({ purpose }: Delivery) => purpose !== 'transactional';
  const fullCaps = (row: Delivery, those: readonly Delivery[]) => {
    const person = personOf(tables, row);
    const had = those.filter((other) => personOf(tables, other) === person);
    // Asked at once, also of a first message: its journey will stand elsewhere later.
    const moment = countedFrom(row);
    return (permission?.caps ?? []).filter(
      ({ atMost, perMilliseconds }) =>
        had.filter((other) => countedFrom(other) > moment - perMilliseconds).length >= atMost,
    );
  };
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined) return;
    const row = decodeDelivery(after);
    const about = nameOf(row);
    if (NOT_LEFT.has(row.status)) notLeft.add(about);
    if (before !== undefined) return;
    if (row.status === 'suppressed') {
      // Who was split is not told again what was said to the other.
      const isApart = guestOf(tables, row)?.apart !== undefined;
      if (row.reason === 'cap' && fullCaps(row, counted).length === 0 && !isApart)
        wrongs.push(`${about} is refused by a cap with room`);
      return;
    }
    if (campaigns[row.campaign] === undefined || !isCounted(row)) return;
    const full = fullCaps(
      row,
      counted.filter((other) => !notLeft.has(nameOf(other))),
    );
    if (full.length > 0) wrongs.push(`${about} is above the cap of ${full[0]?.atMost}`);
    counted.push(row);
  });
  return wrongs;
}

/**
 * Looks at journeys as they stood before each decision.
 * @returns when a message was due: what waited at its moment, what a schedule or another day of the calendar began at that, the
 * rest as it was decided
 */
function watchMoments(tables: SimulatedTables): (row: Delivery) => number {
  const before = new Map<string, Journey | undefined>();
  const after = new Map<string, Journey>();
  const moments = new Map<string, number>();
  tables.table('Journeys').onWrite((now, then) => {
    if (now === undefined || now.profileId === '#broadcast') return;
    const journey = decodeJourney(now);
    before.set(keyOf(journey), then && decodeJourney(then));
    after.set(keyOf(journey), journey);
  });
  const momentOf = (row: Delivery): number => {
    const key = keyOf({ profileId: row.profileId, journeyId: journeyIdOf(row.campaign, row.occurrence) });
    const waited = before.get(key);
    const journey = after.get(key);
    const due = waited?.awaitsOwn?.since ?? waited?.gaveWay?.dueAt ?? waited?.dueAt ?? journey?.enteredAt;
    if (due !== journey?.enteredAt) return due ?? row.at;
    const schedule = /^schedule\.(.*)$/.exec(row.occurrence)?.[1];
    if (schedule !== undefined) return Date.parse(schedule);
    // Of other moments of time it is believed: no event may have one.
    return (journey?.event === undefined ? journey?.broughtAt : undefined) ?? row.at;
  };
  return (row) => {
    const name = `${row.profileId} ${row.deliveryId}`;
    const known = moments.get(name) ?? momentOf(row);
    moments.set(name, known);
    return known <= row.at && row.at - known <= HOUR ? known : row.at;
  };
}
