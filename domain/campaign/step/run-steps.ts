import { asksAboutGuest, awaitOwnEvent } from '../journey/await-own-event.ts';
import {
  endJourney,
  goOn,
  type Halt,
  type Progress,
  type StepInput,
  type StepOutcome,
  traced,
  waitUntil,
} from '../journey/progress.ts';
import type { Step } from '../step.ts';
import { grantOffer } from './grant-event.ts';
import { runBranch } from './run-branch.ts';
import { runSend } from './run-send.ts';
import { runSplit } from './run-split.ts';
import { runWait } from './run-wait.ts';
import { runWaitForEvent } from './run-wait-for-event.ts';
import { setTraits } from './set-event.ts';

/** A decision is one transaction, of a hundred parts at most: what comes after so many messages is decided by itself. */
export const DELIVERIES_A_DECISION = 40;

/**
 * Runs a journey's steps, from where it stands, until one waits, needs a turn, or none is left; what a step sets or grants is
 * waited for, and after very many messages the rest is left to the next look, which is due at once.
 */
export function runSteps(input: StepInput, start: Progress): Halt {
  const { campaign, now } = input;
  let progress = start;
  let place = start.journey.nextStep;
  for (;;) {
    const step = campaign.steps[place];
    if (step === undefined) {
      const nextStep = campaign.steps.length;
      const done = { ...progress, journey: { ...progress.journey, nextStep } };
      return { kind: 'halts', progress: endJourney(done, 'completed', now) };
    }
    const outcome = runStep(input, progress, step, place);
    if (outcome.kind !== 'goes on') return outcome;
    const next = outcome.to ?? place + 1;
    if (next <= place) throw new Error(`step ${step.id} leads back, and a journey never would end`);
    const own = outcome.progress.events.at(-1);
    const isNew = own !== undefined && own !== progress.events.at(-1);
    if (isNew && asksAboutGuest(campaign, next)) return awaitOwnEvent(outcome.progress, own, next, now);
    progress = outcome.progress;
    place = next;
    if (progress.deliveries.length >= DELIVERIES_A_DECISION && place < campaign.steps.length)
      return leaveRest(progress, place, now);
  }
}

/** The next step is due as if there had been no wait. */
function leaveRest(progress: Progress, place: number, now: number): Halt {
  const what = `goes on at the next look: ${progress.deliveries.length} messages were decided in this one`;
  return waitUntil(traced(progress, now, what), place, progress.since);
}

function runStep(input: StepInput, progress: Progress, step: Step, place: number): StepOutcome {
  switch (step.kind) {
    case 'wait':
    case 'wait for time':
    case 'wait for date':
      return runWait(input, progress, step, place);
    case 'wait for event':
      return runWaitForEvent(input, progress, step, place);
    case 'send':
      return runSend(input, progress, step, place);
    case 'grant':
      return goOn(grantOffer(input, progress, step));
    case 'set':
      return goOn(setTraits(input, progress, step));
    case 'branch':
      return runBranch(input, progress, step);
    case 'split':
      return runSplit(input, progress, step);
    case 'jump':
      return goOn(progress, step.to);
    case 'end': {
      const ended = endJourney(progress, 'ended by a step', input.now, step.id);
      return { kind: 'halts', progress: { ...ended, journey: { ...ended.journey, nextStep: place } } };
    }
  }
}
