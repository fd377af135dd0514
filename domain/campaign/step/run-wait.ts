import {
  endJourney,
  goOn,
  type Progress,
  type StepInput,
  type StepOutcome,
  traced,
  waitUntil,
} from '../journey/progress.ts';
import { type TimedWaitStep, waitMoment } from './wait-moment.ts';

/**
 * Waits for a moment; where that has come, or was over before the wait was due to begin, the journey goes on. A time of day
 * and a date are asked again when they have come: the guest may be elsewhere, and the date have moved. One that lies later
 * now is waited for.
 */
export function runWait(
  input: StepInput,
  progress: Progress,
  step: TimedWaitStep,
  place: number,
): StepOutcome {
  const { now } = input;
  const isAskedAgain = progress.journey.asksAgain === step.id;
  // A time of day that the wait was over at is the first after the moment before, also where the clock left it out.
  const asked = { ...input, active: input.begun };
  const moment = waitMoment(asked, step, isAskedAgain ? progress.since - 1 : progress.since);
  if (moment === undefined) {
    const ended = endJourney(progress, 'no date', now, step.id);
    return { kind: 'halts', progress: { ...ended, journey: { ...ended.journey, nextStep: place } } };
  }
  const waitsStill = `step ${step.id}: waits until ${new Date(moment).toISOString()}`;
  // A duration is waited for even if it is none: what follows is another look.
  if (step.kind === 'wait')
    return waitUntil(traced(progress, now, waitsStill, { step: step.id }), place + 1, moment);
  if (isAskedAgain && moment <= now) return goOn(withoutAsking(progress, moment));
  if (!isAskedAgain && moment <= progress.since) {
    const what = `step ${step.id}: ${new Date(moment).toISOString()} has come`;
    return goOn(traced(progress, now, what, { step: step.id }));
  }
  const waiting = traced(progress, now, waitsStill, { step: step.id });
  const journey = { ...waiting.journey, asksAgain: step.id };
  return waitUntil({ ...waiting, journey }, place, moment);
}

function withoutAsking(progress: Progress, moment: number): Progress {
  const { asksAgain: _asksAgain, ...journey } = progress.journey;
  return { ...progress, journey, since: Math.max(progress.since, moment) };
}
