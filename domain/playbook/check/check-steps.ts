import type { Problem } from '../problem/problem.ts';
import { CLOCK } from '../schema/clock-schema.ts';
import type { StepSource } from '../schema/step-schema.ts';
import { readValuePath } from '../schema/wait-schema.ts';
import { checkEventKnown, type StepPlace, within } from '../step-place.ts';
import { checkConditions } from './check-conditions.ts';
import { checkSend } from './check-send.ts';
import { checkSet } from './check-set.ts';
import { armsOf, visitSteps } from './visit-steps.ts';

/** Finds what does not go together in a campaign's steps, and names that nobody declared. */
export function checkSteps(steps: readonly StepSource[], place: StepPlace): Problem[] {
  const problems = checkEnds(steps, place);
  visitSteps(steps, place.path, (step, path) => {
    const here = { ...place, path };
    problems.push(...checkStep(step, here));
    for (const arm of armsOf(step)) problems.push(...checkEnds(arm.steps, within(here, ...arm.path)));
  });
  return problems;
}

function checkStep(step: StepSource, place: StepPlace): Problem[] {
  if ('send' in step) return checkSend(step.send, within(place, 'send'), place.names);
  if ('set' in step) return checkSet(step.set.traits, within(place, 'set', 'traits'));
  if ('branch' in step) return checkBranch(step.branch, within(place, 'branch'));
  if ('wait' in step) return checkWait(step.wait, within(place, 'wait', 'until'));
  return [];
}

type BranchSource = Extract<StepSource, { branch: unknown }>['branch'];

function checkBranch(arms: BranchSource, place: StepPlace): Problem[] {
  return arms.flatMap((arm, index) => {
    if ('if' in arm) return checkConditions(arm.if, { ...within(place, index, 'if'), asker: 'if' });
    if (arms.length === 1) {
      const hint = 'write its steps without `branch`, or `{ if: …, steps: […] }` before it';
      return [problemAt(within(place, index, 'else'), 'key', '`else` alone is no branch', hint)];
    }
    if (index === arms.length - 1) return [];
    const hint = 'what stands behind it is never reached';
    return [problemAt(within(place, index, 'else'), 'key', '`else` stands once, at the end', hint)];
  });
}

type WaitSource = Extract<StepSource, { wait: unknown }>['wait'];

function checkWait(wait: WaitSource, place: StepPlace): Problem[] {
  if (typeof wait === 'string' || typeof wait.until !== 'string' || CLOCK.test(wait.until)) return [];
  return readValuePath(wait.until)?.of === 'event' ? checkEventKnown(wait.until, place) : [];
}

/** What stands behind `end: true` never happens. */
function checkEnds(steps: readonly StepSource[], place: StepPlace): Problem[] {
  const end = steps.findIndex((step) => 'end' in step);
  if (end === -1 || end === steps.length - 1) return [];
  const message = 'this step is never reached: the journey has ended before it';
  return [problemAt(within(place, end + 1), 'value', message, 'leave it out, or `end: true` before it')];
}

function problemAt({ file, path }: StepPlace, at: Problem['at'], message: string, hint: string): Problem {
  return { file, path, at, message, hint };
}
