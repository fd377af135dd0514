import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { describeCondition } from '../../segment/explain/describe-condition.ts';
import { describeDuration } from '../../segment/explain/describe-duration.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Journey } from '../journey/journey.ts';
import { drawArm } from '../step/draw-arm.ts';
import { waitMoment } from '../step/wait-moment.ts';
import { type BranchStep, channelsOf, type SplitStep, type Step } from '../step.ts';
import { describeBefore, describeClockTime } from './describe-campaign.ts';
import { triggeringEvent } from './triggering-event.ts';

/** Who is asked about, and their latest journey in the campaign. */
export interface ExplainedJourney extends ExplainedGuest {
  readonly journey?: Journey | undefined;
}

/**
 * What a step does, and what it would make of a guest now: the arm of a branch or a split, when a wait that began now would
 * be over. Undefined for what no author wrote.
 */
export function explainStep(
  active: ActiveProgram,
  step: Step,
  guest: ExplainedJourney,
): Record<string, unknown> | undefined {
  if (step.kind === 'jump') return undefined;
  return {
    step: step.id,
    kind: step.kind,
    asked: describeStep(active, step),
    ...seeStep(active, step, guest),
  };
}

function describeStep(active: ActiveProgram, step: Exclude<Step, { readonly kind: 'jump' }>): string {
  switch (step.kind) {
    case 'wait':
      return `wait ${describeDuration(step.milliseconds)}`;
    case 'wait for time':
      return `wait until ${describeClockTime(step.at)}`;
    case 'wait for date':
      return [`wait until ${[step.of, ...step.path].join('.')}`, ...describeBefore(step.before)].join(', ');
    case 'wait for event': {
      const until = describeCondition(active.program.aggregates, step.until);
      return `wait until ${until}, at most ${describeDuration(step.atMostMilliseconds)}`;
    }
    case 'send':
      return `send by ${channelsOf(step).join(', else ')}`;
    case 'grant':
      return `grant ${step.offer}`;
    case 'set':
      return `set ${Object.keys(step.traits).join(', ')}`;
    case 'branch':
    case 'split':
    case 'end':
      return step.kind;
  }
}

function seeStep(active: ActiveProgram, step: Step, guest: ExplainedJourney): Record<string, unknown> {
  switch (step.kind) {
    case 'branch':
      return seeBranch(active, step, guest);
    case 'split':
      return seeSplit(step, guest);
    case 'wait for event':
      return { until: explain(active, step.until, guest) };
    case 'wait for time':
    case 'wait for date':
      return seeWait(active, step, guest);
    default:
      return {};
  }
}

/** What the event names is known of the latest journey alone, and only where the event was read. */
function seeWait(
  active: ActiveProgram,
  step: Extract<Step, { readonly kind: 'wait for time' | 'wait for date' }>,
  { profile, now, journey, events }: ExplainedJourney,
): Record<string, unknown> {
  const event = triggeringEvent(events, journey);
  if (step.kind === 'wait for date' && step.of === 'event' && event === undefined) return {};
  const moment = waitMoment({ active, profile, event, now }, step, now);
  return { wouldEndAt: moment === undefined ? null : new Date(moment).toISOString() };
}

function seeBranch(
  active: ActiveProgram,
  { arms }: BranchStep,
  guest: ExplainedJourney,
): Record<string, unknown> {
  const explained = arms.map(({ if: condition }) =>
    condition === undefined ? {} : { if: explain(active, condition, guest) },
  );
  const place = explained.findIndex((arm) => arm.if === undefined || arm.if.holds === true);
  return { arms: explained, arm: place < 0 ? null : place + 1 };
}

/** The arm that was taken, else the one that would be. */
function seeSplit(step: SplitStep, { profile, journey }: ExplainedJourney): Record<string, unknown> {
  const taken = journey?.arms?.[step.id];
  return {
    arms: step.arms.map(({ weight }) => ({ weight })),
    arm: taken ?? drawArm(profile.seed, step) + 1,
  };
}

function explain(
  active: ActiveProgram,
  condition: Condition,
  { profile, now, journey, events }: ExplainedJourney,
): Record<string, unknown> {
  return describeExplanation(explainCondition(active, condition, profile, now, journey?.enteredAt, events));
}
