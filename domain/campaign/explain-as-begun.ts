import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition/condition.ts';
import { describeExplanation } from '../segment/explain/describe-explanation.ts';
import { explainCondition } from '../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../segment/explain/explain-segment.ts';
import { isAnswerable } from './answerable.ts';
import type { Campaign } from './campaign.ts';
import { conditionsOf } from './conditions-of.ts';
import { explainSends } from './explain-send.ts';
import { explainStep } from './explain-step.ts';
import type { Journey } from './journey.ts';
import type { Step } from './step.ts';

/** What journeys are explained by. */
export interface JourneyBasis {
  readonly active: ActiveProgram;
  /** As the playbook has it now. */
  readonly present: Campaign;
  /** By version: playbooks that journeys began with. Of one that is not here only the trace tells where a journey stands. */
  readonly versions: ReadonlyMap<string, ActiveProgram>;
}

/**
 * What the campaign that a journey began with makes of the guest now: its conditions, its steps, what of it would be sent.
 * Rules of permission are those of the playbook in force, as they are for the journey.
 */
export function explainAsBegun(
  { active, present, versions }: JourneyBasis,
  campaign: Campaign,
  journey: Journey,
  guest: ExplainedGuest,
): Record<string, unknown> {
  const begunWith = versions.get(journey.playbookVersion) ?? active;
  const explain = (name: 'if' | 'stopWhen') => {
    // What can no longer be asked gives way to what the present campaign asks, as on the journey.
    const condition = (isAnswerable(active, campaign[name]) ? campaign : present)[name];
    return condition && { [name]: explainOn(active, condition, journey, guest) };
  };
  return {
    ...explain('if'),
    ...explain('stopWhen'),
    steps: campaign.steps.flatMap(
      (step) =>
        explainStep(maintaining(active, begunWith, campaign, step), step, { ...guest, journey }) ?? [],
    ),
    sends: campaign.steps.flatMap((step) =>
      step.kind === 'send' ? explainSends(active, campaign, step, guest, journey) : [],
    ),
  };
}

/** The playbook in force, if it can tell what a step asks about; else that in which it can be described. */
function maintaining(
  active: ActiveProgram,
  begunWith: ActiveProgram,
  { if: _if, stopWhen: _stopWhen, ...campaign }: Campaign,
  step: Step,
): ActiveProgram {
  const asked = conditionsOf({ ...campaign, steps: [step] });
  return asked.every((condition) => isAnswerable(active, condition)) ? active : begunWith;
}

function explainOn(
  active: ActiveProgram,
  condition: Condition,
  { enteredAt }: Journey,
  { profile, now, events }: ExplainedGuest,
): Record<string, unknown> {
  return describeExplanation(explainCondition(active, condition, profile, now, enteredAt, events));
}
