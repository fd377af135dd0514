import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { evaluateCondition } from '../../../domain/segment/condition/evaluate-condition.ts';
import { decodeDelivery } from '../../../lambdas/adapters/delivery-record.ts';
import type { SimulatedHouse } from './simulated-house.ts';
import { guestOf } from './watch-people.ts';

/** So long after a deploy a function may still go on with the playbook that it holds. */
const HELD_MILLISECONDS = 6 * 60_000;

/**
 * Looks at every marketing message in the moment in which it is decided, beside the guest as they stand by then: they agree,
 * nothing that suppresses it holds, and its campaign is not paused.
 * @returns what was wrong, in words
 */
export function watchPermission(house: SimulatedHouse): string[] {
  const wrongs: string[] = [];
  const { suppress = [] } = house.program.permission ?? {};
  const active = activateProgram(house.program);
  house.tables.table('Deliveries').onWrite((after, before) => {
    if (after === undefined || before !== undefined) return;
    const row = decodeDelivery(after);
    const { profileId, deliveryId, campaign, status, purpose, at } = row;
    const guest = guestOf(house.tables, row);
    if (status === 'suppressed' || purpose !== 'marketing' || guest === undefined) return;
    const about = `${profileId} ${deliveryId} is decided though`;
    if (guest.consent.marketing?.granted !== true) wrongs.push(`${about} the guest does not agree`);
    for (const { name, when } of suppress)
      if (evaluateCondition(active, when, guest, at).holds) wrongs.push(`${about} the guest has ${name}`);
    const isOld = house.world.scheduler.now > house.deployedAt + HELD_MILLISECONDS;
    if (isOld && house.program.campaigns[campaign]?.isPaused === true) wrongs.push(`${about} it is paused`);
  });
  return wrongs;
}
