import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import type { Campaign } from '../campaign.ts';
import { isAnswerable } from '../journey/answerable.ts';
import { asBegun, type Versions } from '../journey/as-begun.ts';
import type { Journey } from '../journey/journey.ts';
import type { Step } from '../step.ts';
import { explainSends } from './explain-send.ts';
import { explainStep } from './explain-step.ts';

/** What journeys are explained by. */
export interface JourneyBasis {
  readonly active: ActiveProgram;
  /** As the playbook has it now; undefined: no longer. */
  readonly present: Campaign | undefined;
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
  const asked = { active, begun: versions.get(journey.playbookVersion) ?? active };
  const explain = (name: 'if' | 'stopWhen') => {
    // What can no longer be asked gives way to what the present campaign asks, as on the journey.
    const own = campaign[name];
    if (!isAnswerable(asked, own)) {
      return present?.[name] && { [name]: explainOn(active, present[name], journey, guest) };
    }
    return own && { [name]: explainOn(asked.begun, asBegun(asked, own), journey, guest) };
  };
  return {
    ...explain('if'),
    ...explain('stopWhen'),
    steps: campaign.steps.flatMap(
      (step) => explainStep(asked.begun, stepAsBegun(asked, step), { ...guest, journey }) ?? [],
    ),
    sends: campaign.steps.flatMap((step) =>
      step.kind === 'send' ? explainSends(active, campaign, step, guest, journey) : [],
    ),
  };
}

/** A step whose conditions mean what they meant as the journey began. */
function stepAsBegun(asked: Versions, step: Step): Step {
  if (step.kind !== 'branch') return step;
  const arms = step.arms.map((arm) => (arm.if === undefined ? arm : { ...arm, if: asBegun(asked, arm.if) }));
  return { ...step, arms };
}

function explainOn(
  active: ActiveProgram,
  condition: Condition,
  { enteredAt }: Journey,
  { profile, now, events }: ExplainedGuest,
): Record<string, unknown> {
  return describeExplanation(explainCondition(active, condition, profile, now, enteredAt, events));
}
