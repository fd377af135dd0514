import { calendarBefore } from '../../time/calendar-before.ts';
import { guestZone } from '../../time/guest-zone.ts';
import { parseMoment } from '../../time/moment.ts';
import { nextLocalTime } from '../../time/next-local-time.ts';
import { venueOfEvent } from '../delivery/message-context.ts';
import type { StepInput } from '../journey/progress.ts';
import type { WaitForDateStep, WaitForTimeStep, WaitStep } from '../step.ts';
import { namedValue } from './named-value.ts';

/** The waits whose end is known as they begin. */
export type TimedWaitStep = WaitStep | WaitForTimeStep | WaitForDateStep;

type Input = Pick<StepInput, 'active' | 'profile' | 'event' | 'now'>;

/**
 * When a wait is over.
 * @param since when it was due to begin
 * @returns milliseconds since the epoch; undefined where it waits for a date that there is none of
 */
export function waitMoment(input: Input, step: TimedWaitStep, since: number): number | undefined {
  if (step.kind === 'wait') return since + step.milliseconds;
  const { active, profile, event } = input;
  const { program } = active;
  if (step.kind === 'wait for time')
    return nextLocalTime(since, step.at, guestZone(profile, program, venueOfEvent(active, event)));
  // What is written without a zone is in the playbook's: the house means its own check-in, wherever the guest is.
  const date = parseMoment(namedValue(input, [step.of, ...step.path]), program.timezone);
  return date === undefined ? undefined : calendarBefore(date, step.before, program.timezone);
}
