import { describeDuration } from '../../segment/explain/describe-duration.ts';
import type { CalendarDuration } from '../../time/duration.ts';
import type { Frequency } from '../campaign.ts';
import { latenessOf, USUAL_LATENESS_MILLISECONDS } from '../event-lateness.ts';
import type { QuietHours } from '../permission-rules.ts';
import type { Rate } from '../step.ts';
import type { ClockTime, EventTrigger, Schedule } from '../trigger.ts';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** As clocks show it: `09:05`. */
export function describeClockTime({ hour, minute }: ClockTime): string {
  return [hour, minute].map((part) => `${part}`.padStart(2, '0')).join(':');
}

/** `every month on day 1 at 10:00` */
export function describeSchedule(schedule: Schedule): string {
  if (schedule.kind === 'once') return `once, at ${new Date(schedule.at).toISOString()}`;
  return `every ${schedule.kind}${dayOf(schedule)} at ${describeClockTime(schedule.at)}`;
}

function dayOf(schedule: Exclude<Schedule, { readonly kind: 'once' }>): string {
  switch (schedule.kind) {
    case 'day':
      return '';
    case 'week':
      return ` on ${WEEKDAYS[schedule.weekday - 1]}`;
    case 'month':
      return ` on day ${schedule.day}`;
    case 'year':
      return ` on day ${schedule.day} of month ${schedule.month}`;
  }
}

/** `7 days before`; nothing where it is none. */
export function describeBefore({ months, milliseconds }: CalendarDuration): readonly string[] {
  const parts = [
    ...(months === 0 ? [] : [`${months} month${months === 1 ? '' : 's'}`]),
    ...(milliseconds === 0 ? [] : [describeDuration(milliseconds)]),
  ];
  return parts.length === 0 ? [] : [`${parts.join(' and ')} before`];
}

/** Only what is not as usual. */
export function describeLateness(trigger: Pick<EventTrigger, 'latenessMilliseconds'>): readonly string[] {
  const lateness = latenessOf(trigger);
  if (lateness === USUAL_LATENESS_MILLISECONDS) return [];
  return [Number.isFinite(lateness) ? `at most ${describeDuration(lateness)} late` : 'however late'];
}

/** `once per 30 days` */
export function describeFrequency(frequency: Frequency): string {
  return frequency.kind === 'once per'
    ? `once per ${describeDuration(frequency.milliseconds)}`
    : frequency.kind;
}

/** `21:00 to 09:00` */
export function describeQuietHours({ from, to }: Pick<QuietHours, 'from' | 'to'>): string {
  return `${describeClockTime(from)} to ${describeClockTime(to)}`;
}

/** `1000 in 1 hour` */
export function describeRate({ messages, perMilliseconds }: Rate): string {
  return `${messages} in ${describeDuration(perMilliseconds)}`;
}
