import type { Program } from '../../../domain/playbook/program/program.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedTables } from './simulated-tables.ts';
import { guestOf } from './watch-people.ts';

/**
 * Looks at every message in the moment in which it is decided: it is not night where the guest is.
 * @returns what was wrong, in words
 */
export function watchQuietHours(tables: SimulatedTables, { permission, timezone }: Program): string[] {
  const wrongs: string[] = [];
  const quiet = permission?.quietHours;
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined || quiet === undefined) return;
    const row = decodeDelivery(after);
    const { profileId, deliveryId, status, purpose, at } = row;
    if (status === 'suppressed' || purpose === 'transactional') return;
    const guest = guestOf(tables, row);
    const zone = guest?.traits.timezone?.value ?? guest?.surroundings.timezone?.value ?? timezone;
    const hour = hourIn(String(zone), at);
    if (hour >= quiet.from.hour || hour < quiet.to.hour)
      wrongs.push(`${profileId} ${deliveryId} is decided at ${hour} o'clock in ${zone}`);
  });
  return wrongs;
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function hourIn(timeZone: string, at: number): number {
  const clock =
    CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  CLOCKS.set(timeZone, clock);
  return Number(clock.format(at));
}
