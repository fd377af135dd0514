import {
  endJourney,
  goOn,
  type Progress,
  type StepInput,
  type StepOutcome,
  traced,
  waitUntil,
} from './progress.ts';
import { type TimedWaitStep, waitMoment } from './wait-moment.ts';

/** Waits for a moment; where that has come, or was over before the wait was due to begin, the journey goes on. */
export function runWait(
  input: StepInput,
  progress: Progress,
  step: TimedWaitStep,
  place: number,
): StepOutcome {
  const { now } = input;
  const moment = waitMoment(input, step, progress.since);
  if (moment === undefined) {
    const ended = endJourney(progress, 'no date', now, step.id);
    return { kind: 'halts', progress: { ...ended, journey: { ...ended.journey, nextStep: place } } };
  }
  // A duration is waited for even if it is none: what follows is another look.
  if (step.kind !== 'wait' && moment <= progress.since) {
    const what = `step ${step.id}: ${new Date(moment).toISOString()} has come`;
    return goOn(traced(progress, now, what, { step: step.id }));
  }
  const what = `step ${step.id}: waits until ${new Date(moment).toISOString()}`;
  return waitUntil(traced(progress, now, what, { step: step.id }), place + 1, moment);
}
