import { localClock, momentOfClock } from '../../time/next-local-time.ts';
import type { Schedule } from '../trigger.ts';
import { nextScheduleMoment } from './schedule-moments.ts';

/** A moment of a schedule, and the zone in which it was counted. */
export interface ZonedMoment {
  /** Milliseconds since the epoch. */
  readonly moment: number;
  readonly zone: string;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * When a moment of a schedule is in another zone: on the same day of the calendar.
 * @param schedule as the playbook of the other zone has it
 */
export function moveMoment(schedule: Schedule, { moment, zone }: ZonedMoment, to: string): number {
  if (schedule.kind === 'once') return schedule.at;
  const midnight = Math.floor(localClock(moment, zone) / DAY) * DAY;
  return nextScheduleMoment(schedule, momentOfClock(midnight, to) - 1, to) ?? moment;
}

/**
 * After which moment a schedule comes again that was told: what clocks in another zone show only later was told too.
 * @param to the playbook's zone by now
 */
export function toldUpTo({ moment, zone }: ZonedMoment, to: string): number {
  return zone === to ? moment : Math.max(moment, momentOfClock(localClock(moment, zone), to));
}
