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
    const zone = zoneOf(guestOf(tables, row), { timezone });
    const hour = hourIn(zone, at);
    if (hour >= quiet.from.hour || hour < quiet.to.hour)
      wrongs.push(`${profileId} ${deliveryId} is decided at ${hour} o'clock in ${zone}`);
  });
  return wrongs;
}

/** Where a guest is: as they say, else as their device, else where the house is. */
export function zoneOf(guest: ReturnType<typeof guestOf>, { timezone }: Pick<Program, 'timezone'>): string {
  return String(guest?.traits.timezone?.value ?? guest?.surroundings.timezone?.value ?? timezone);
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** The hour of the day, from 0 to 23. */
export function hourIn(timeZone: string, at: number): number {
  const clock =
    CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  CLOCKS.set(timeZone, clock);
  return Number(clock.format(at));
}
