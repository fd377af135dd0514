import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { guestOf } from './watch-people.ts';
import { hourIn, zoneOf } from './watch-quiet-hours.ts';

/** Machines' clocks differ, and what is read with the row is a little older than its being taken in hand. */
const BLURRED_MILLISECONDS = 2 * 60_000;

/**
 * Looks at every message that left: it was not night where the guest was all the while that its channel had it in hand.
 * @returns what was wrong, in words
 */
export function watchLeaving({ tables, world, program }: SimulatedHouse): string[] {
  const wrongs: string[] = [];
  const taken = new Map<string, { readonly at: number; readonly zone: string }>();
  const quiet = program.permission?.quietHours;
  tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || quiet === undefined) return;
    const row = decodeDelivery(after);
    const { profileId, deliveryId, status, purpose, channel } = row;
    if (purpose === 'transactional' || !quiet.channels.includes(channel)) return;
    const key = JSON.stringify([profileId, deliveryId]);
    const zone = zoneOf(guestOf(tables, row), program);
    const at = world.scheduler.now;
    if (status === 'requested' && row.dueAt !== null) world.counts.add('rows held as they were to leave');
    if (status === 'sending') taken.set(key, { at, zone });
    const since = taken.get(key);
    if (status !== 'sent' || before?.status === 'sent' || since?.zone !== zone) return;
    const isNight = [since.at - BLURRED_MILLISECONDS, at + BLURRED_MILLISECONDS].every((moment) => {
      const hour = hourIn(zone, moment);
      return hour >= quiet.from.hour || hour < quiet.to.hour;
    });
    if (isNight) wrongs.push(`${profileId} ${deliveryId} leaves at ${hourIn(zone, at)} o'clock in ${zone}`);
  });
  return wrongs;
}
