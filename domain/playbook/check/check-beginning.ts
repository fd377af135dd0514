import { labelOfEvents } from '../compile/compile-selector.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { Problem } from '../problem/problem.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { TriggerSource } from '../schema/trigger-schema.ts';
import { type Clock, foreseeAtBeginning, foreseeAtTurn, type SegmentConditions } from './known-beginning.ts';

/** Finds journeys that never begin, or end as they do, whatever the guest does. */
export function checkBeginning(
  { file, source }: SourceFile<CampaignSource>,
  segments: SegmentConditions,
): Problem[] {
  const triggers = [source.trigger].flat();
  return [
    ...firstOf(triggers, (trigger) => checkIf(file, source, trigger, segments)),
    ...firstOf(triggers, (trigger) => checkStop(file, source, trigger, segments)),
  ];
}

/** Of several triggers that have it said of them the first says it; where others do begin something, it is a warning. */
function firstOf(
  triggers: readonly TriggerSource[],
  check: (trigger: TriggerSource) => Problem | undefined,
): Problem[] {
  const problems = triggers.map(check).filter((problem) => problem !== undefined);
  const [first] = problems;
  if (first === undefined) return [];
  return [problems.length === triggers.length ? first : { ...first, isWarning: true }];
}

function checkIf(
  file: string,
  { if: condition }: CampaignSource,
  trigger: TriggerSource,
  segments: SegmentConditions,
): Problem | undefined {
  if (condition === undefined) return undefined;
  const known = foresee(condition, 'history', trigger, segments);
  if (known?.holds !== false) return undefined;
  const message = `no journey begins: \`if\` never holds ${known.when}`;
  return { file, path: ['if'], at: 'value', message, hint: hintForIf(known.trigger, condition, segments) };
}

function checkStop(
  file: string,
  { stopWhen }: CampaignSource,
  trigger: TriggerSource,
  segments: SegmentConditions,
): Problem | undefined {
  if (stopWhen === undefined) return undefined;
  const known = foresee(stopWhen, 'journey', trigger, segments);
  if (known?.holds !== true) return undefined;
  const message = `each journey ends as it begins: \`stopWhen\` always holds ${known.when}`;
  return { file, path: ['stopWhen'], at: 'value', message, hint: hintForStop(known.trigger) };
}

interface Known {
  readonly holds: boolean;
  readonly when: string;
  /** What it is known from; absent: no trigger is needed to tell. */
  readonly trigger?: TriggerSource;
}

function foresee(
  condition: ConditionSource,
  clock: Clock,
  trigger: TriggerSource,
  segments: SegmentConditions,
): Known | undefined {
  const always = foreseeAtBeginning(condition, clock, undefined, segments);
  if (always !== undefined) return { holds: always, when: 'as it begins, when nothing has happened since' };
  const holds = foreseeAtBeginning(condition, clock, trigger, segments);
  return holds === undefined ? undefined : { holds, when: momentOf(trigger), trigger };
}

function momentOf(trigger: TriggerSource): string {
  if ('event' in trigger) return `just after \`${labelOfEvents(trigger.event)}\``;
  if ('date' in trigger) return 'then';
  const { segment, on, schedule } = trigger;
  if (schedule !== undefined) return `for a member of \`${segment}\``;
  return on === 'exit' ? `for who has just left \`${segment}\`` : `for who has just entered \`${segment}\``;
}

function hintForIf(
  trigger: TriggerSource | undefined,
  condition: ConditionSource,
  segments: SegmentConditions,
): string {
  if (trigger === undefined)
    return 'leave `since: entry` out, or ask in a `branch` that comes after a `wait`';
  if ('event' in trigger)
    return 'the event that begins the journey counts too: for the first one ever write `count: 1`';
  const isTurned = 'segment' in trigger && trigger.schedule === undefined;
  if (isTurned && foreseeAtTurn(condition, trigger, segments) !== false)
    return trigger.on === 'exit' ? 'for who enters leave `on: exit` out' : 'for who leaves write `on: exit`';
  return 'ask for something else, or leave `if` out';
}

function hintForStop(trigger: TriggerSource | undefined): string {
  if (trigger === undefined)
    return '`stopWhen` counts what happens after the beginning: name the event that is to end the journey';
  if ('segment' in trigger && trigger.on !== 'exit')
    return `to end it as the guest leaves write \`stopWhen: { not: { segment: ${trigger.segment} } }\``;
  if ('segment' in trigger)
    return `to end it as the guest comes back write \`stopWhen: { segment: ${trigger.segment} }\``;
  return 'name the event that is to end the journey: what was before does not count';
}
