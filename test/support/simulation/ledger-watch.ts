import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { personOf } from './watch-people.ts';

/**
 * Looks at every message in the moment in which it is decided: the person it is for, under all the ids that are theirs by
 * then, must not have had the same step of a `once` campaign, nor the same step of the same occurrence of any.
 * @returns what was wrong, in words
 */
export function watchLedger(tables: SimulatedTables, campaigns: Program['campaigns']): string[] {
  const wrongs: string[] = [];
  const rows: Delivery[] = [];
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined || after.status === 'suppressed') return;
    const row = after as unknown as Delivery;
    const isOnce = campaigns[row.campaign]?.frequency.kind === 'once';
    const same = rows.find(
      (other) =>
        other.campaign === row.campaign &&
        other.step === row.step &&
        (isOnce || other.occurrence === row.occurrence) &&
        personOf(tables, other) === personOf(tables, row),
    );
    if (same !== undefined)
      wrongs.push(
        `${row.profileId} ${row.deliveryId} was decided after ${same.profileId} ${same.deliveryId}`,
      );
    rows.push(row);
  });
  return wrongs;
}
