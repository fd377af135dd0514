import type { Campaign } from '../../campaign/campaign.ts';
import { conditionsOf } from '../../campaign/journey/conditions-of.ts';
import type { Condition } from '../../segment/condition/condition.ts';

/** All conditions of a campaign: those of its journeys, and those that begin them. */
export function conditionsAskedBy(campaign: Campaign): readonly Condition[] {
  const counted = campaign.triggers.flatMap((trigger) => (trigger.kind === 'event' ? trigger.counted : []));
  return [...counted.filter((condition) => condition !== undefined), ...conditionsOf(campaign)];
}

/** Ids of the aggregates that a campaign names beside its conditions. */
export function aggregatesNamedBy({ triggers, steps, goal, frequency }: Campaign): readonly string[] {
  return [
    ...triggers.map((trigger) => (trigger.kind === 'event' ? trigger.every?.aggregate : undefined)),
    ...steps.flatMap((step) => (step.kind === 'wait for event' ? step.aggregates : [])),
    goal?.aggregate,
    frequency.kind === 'once per visit' ? frequency.aggregate : undefined,
  ].filter((id) => id !== undefined);
}
