import type { Campaign, Goal } from '../../campaign/campaign.ts';
import type { Step } from '../../campaign/step.ts';
import { templatedPathsOf } from '../check/templated-paths.ts';
import { known } from '../known.ts';
import { milliseconds } from '../milliseconds.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import { readShare } from '../schema/guest-condition-schemas.ts';
import { beginningOf, endOf } from './compile-clock.ts';
import { compileCondition } from './compile-condition.ts';
import { compileFrequency } from './compile-frequency.ts';
import type { ConditionScope, PlaybookScope } from './compile-scope.ts';
import { compileSelector } from './compile-selector.ts';
import { compileSteps } from './compile-steps.ts';
import { compileTrigger } from './compile-trigger.ts';

const DEFAULT_PURPOSE = 'marketing';

/**
 * Compiles a campaign. `if` sees all history, and so do branches; `stopWhen`, `until` and `goal` count what happens after
 * the journey began, unless an event condition says since when.
 */
export function compileCampaign({ id, source }: SourceFile<CampaignSource>, scope: PlaybookScope): Campaign {
  const own: ConditionScope = { ...scope, salt: id, clock: 'history' };
  const triggers = [source.trigger].flat().map((trigger) => compileTrigger(trigger, own));
  const steps = compileSteps(source.steps, own, source.purpose);
  const { stopWhen } = source;
  return {
    id,
    name: source.name ?? id,
    triggers,
    ...(source.if !== undefined && { if: compileCondition(source.if, own) }),
    steps,
    ...(stopWhen !== undefined && { stopWhen: compileCondition(stopWhen, { ...own, clock: 'journey' }) }),
    frequency: compileFrequency(source.frequency, triggers, scope),
    purpose: source.purpose ?? DEFAULT_PURPOSE,
    ...(source.includeExisting === true && { includeExisting: true as const }),
    ...audienceOf(source, scope),
    ...timesOf(source, scope.zone),
    ...(steps.some(isOfEvent) && { readsEvent: true as const }),
  };
}

/** Who is left out, what it is for, and what it is about. */
function audienceOf(
  source: CampaignSource,
  scope: PlaybookScope,
): Pick<Campaign, 'holdout' | 'goal' | 'topics' | 'priority'> {
  const { holdout, goal, topics, priority } = source;
  return {
    ...(holdout !== undefined && { holdout: known(readShare(holdout)) }),
    ...(goal !== undefined && { goal: compileGoal(goal, scope) }),
    ...(topics !== undefined && { topics: [...new Set(topics)].sort() }),
    ...(priority !== undefined && { priority }),
  };
}

function compileGoal(source: NonNullable<CampaignSource['goal']>, scope: PlaybookScope): Goal {
  const of = compileSelector(source, scope.zone);
  const aggregate = scope.aggregates.add({ kind: 'times', of, keep: 1 });
  return { of, aggregate, withinMilliseconds: milliseconds(source.within) };
}

function timesOf({ active, paused }: CampaignSource, zone: string): Pick<Campaign, 'active' | 'isPaused'> {
  const { from, to } = active ?? {};
  return {
    ...(active !== undefined && {
      active: {
        ...(from !== undefined && { from: beginningOf(from, zone) }),
        ...(to !== undefined && { to: endOf(to, zone) }),
      },
    }),
    ...(paused === true && { isPaused: true as const }),
  };
}

/** Whether a step asks the triggering event for a value: texts do so only once they are rendered. */
function isOfEvent(step: Step): boolean {
  if (step.kind === 'wait for date') return step.of === 'event';
  return step.kind === 'set' && templatedPathsOf(step.traits).some(({ of }) => of === 'event');
}
