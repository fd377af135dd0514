import type { Delivery } from '../../../domain/campaign/delivery.ts';
import type { Program } from '../../../domain/playbook/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf, personOf } from './watch-people.ts';

/**
 * Looks at every ledger row in the moment in which it is decided, and counts by itself what the person has had, under all the
 * ids that are theirs by then: nothing is requested above a cap, and nothing refused by one that has room.
 * @returns what was wrong, in words
 */
export function watchCaps(tables: SimulatedTables, { permission, campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const counted: Delivery[] = [];
  const isCounted = ({ purpose }: Delivery) => purpose !== 'transactional';
  const fullCaps = (row: Delivery) => {
    const person = personOf(tables, row);
    const had = counted.filter((other) => personOf(tables, other) === person);
    return (permission?.caps ?? []).filter(
      ({ atMost, perMilliseconds }) => had.filter(({ at }) => at > row.at - perMilliseconds).length >= atMost,
    );
  };
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined) return;
    const row = decodeDelivery(after);
    const full = fullCaps(row);
    const about = `${row.profileId} ${row.deliveryId}`;
    if (row.status === 'suppressed') {
      // Who was split is not told again what was said to the other.
      const isApart = guestOf(tables, row)?.apart !== undefined;
      if (row.reason === 'cap' && full.length === 0 && !isApart)
        wrongs.push(`${about} is refused by a cap with room`);
      return;
    }
    if (campaigns[row.campaign] === undefined || !isCounted(row)) return;
    if (full.length > 0) wrongs.push(`${about} is above the cap of ${full[0]?.atMost}`);
    counted.push(row);
  });
  return wrongs;
}
