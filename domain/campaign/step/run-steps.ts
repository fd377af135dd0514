import { asksAboutGuest, awaitOwnEvent } from '../journey/await-own-event.ts';
import {
  endJourney,
  goOn,
  type Halt,
  type Progress,
  type StepInput,
  type StepOutcome,
} from '../journey/progress.ts';
import type { Step } from '../step.ts';
import { grantOffer } from './grant-event.ts';
import { runBranch } from './run-branch.ts';
import { runSend } from './run-send.ts';
import { runSplit } from './run-split.ts';
import { runWait } from './run-wait.ts';
import { runWaitForEvent } from './run-wait-for-event.ts';
import { setTraits } from './set-event.ts';

/** Runs a journey's steps, from where it stands, until one waits, needs a turn, or none is left; what a step sets or grants is waited for. */
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
  }
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
