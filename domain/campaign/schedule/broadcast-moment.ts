import type { Program } from '../../playbook/program/program.ts';
import type { ScheduleReached } from '../../profile/signal.ts';
import { type Broadcast, plannedBroadcasts, scheduleReached } from './broadcast.ts';
import { nextScheduleMoment } from './schedule-moments.ts';

/** A broadcast that the playbook has at a moment. */
export interface BroadcastMoment {
  readonly broadcast: string;
  readonly campaign: string;
  readonly segment: string;
  /** What a member is told. */
  readonly signal: (profileId: string) => ScheduleReached;
}

const known = new WeakMap<Program, ReturnType<typeof plannedBroadcasts>>();

/**
 * The broadcasts that a playbook's schedules have at a moment. Whether one is told then its row says: the playbook may have
 * come after that moment, or from another zone.
 * @param moment in milliseconds since the epoch
 */
export function broadcastsAt(program: Program, moment: number): readonly BroadcastMoment[] {
  const planned = known.get(program) ?? plannedBroadcasts(program);
  known.set(program, planned);
  return planned
    .filter(({ schedule }) => nextScheduleMoment(schedule, moment - 1, program.timezone) === moment)
    .map(({ id, campaign, segment }) => {
      const broadcast = { id, campaign, segment, telling: { moment } };
      return {
        broadcast: id,
        campaign,
        segment,
        signal: (profileId) => scheduleReached(broadcast, profileId),
      };
    });
}

/** Tells whether a broadcast is told at a moment: it is to come then, is being told, or was. */
export function isToldAt(broadcast: Broadcast | undefined, moment: number): boolean {
  if (broadcast === undefined) return false;
  const { dueAt, telling, last } = broadcast;
  return (telling?.moment ?? dueAt) === moment || last?.moment === moment;
}
