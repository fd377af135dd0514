import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf, personOf } from './watch-people.ts';

const NOT_LEFT: ReadonlySet<string> = new Set(['failed', 'suppressed']);

/**
 * Looks at every ledger row in the moment in which it is decided, and counts by itself what the person has had, under all the
 * ids that are theirs by then: nothing is requested above a cap, and nothing refused by one that has room. What failed, or was
 * suppressed as it was to leave, may still be counted for a while: the ledger tells of it before the guest's profile does.
 * @returns what was wrong, in words
 */
export function watchCaps(tables: SimulatedTables, { permission, campaigns }: Program): string[] {
  const wrongs: string[] = [];
  const counted: Delivery[] = [];
  const notLeft = new Set<string>();
  const nameOf = ({ profileId, deliveryId }: Delivery) => `${profileId} ${deliveryId}`;
  const isCounted = ({ purpose }: Delivery) => purpose !== 'transactional';
  const fullCaps = (row: Delivery, those: readonly Delivery[]) => {
    const person = personOf(tables, row);
    const had = those.filter((other) => personOf(tables, other) === person);
    return (permission?.caps ?? []).filter(
      ({ atMost, perMilliseconds }) => had.filter(({ at }) => at > row.at - perMilliseconds).length >= atMost,
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
