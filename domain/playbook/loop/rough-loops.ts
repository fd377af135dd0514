import type { SimpleCondition } from '../check/foresee-condition.ts';
import { visitConditions } from '../check/visit-conditions.ts';
import { segmentReferences } from '../order-segments.ts';
import type { SourceFile } from '../playbook-source.ts';
import type { CampaignSource } from '../schema/campaign-schema.ts';
import type { ConditionSource } from '../schema/condition-schema.ts';
import type { EventNames } from '../schema/scalar-schemas.ts';
import type { TriggerSource } from '../schema/trigger-schema.ts';
import type { Write } from './campaign-writes.ts';
import { type Arrow, groupsOf } from './connected.ts';
import type { Declared } from './turns-by-time.ts';

/** A campaign that may begin again and again, and what its steps write. */
export interface LoopingCampaign extends SourceFile<CampaignSource> {
  readonly writes: readonly Write[];
}

const ANY = 'any';
const CAMPAIGN = 'campaign ';
const SEGMENT = 'segment ';

/**
 * Campaigns that may lead to each other, going by names alone: in one pass over what is written and what is asked, so that
 * only these need a closer look.
 */
export function findRoughLoops(
  campaigns: readonly LoopingCampaign[],
  declared: Declared,
): readonly (readonly LoopingCampaign[])[] {
  if (campaigns.every(({ writes }) => writes.length === 0)) return [];
  const arrows = [
    ...campaigns.flatMap(arrowsOfCampaign),
    ...[...declared.segments].flatMap(([id, when]) => arrowsOfCondition(when, `${SEGMENT}${id}`, declared)),
  ];
  const groups = groupsOf(arrows);
  const byGroup = Map.groupBy(campaigns, ({ id }) => groups.get(`${CAMPAIGN}${id}`) ?? -1);
  const sizes = Map.groupBy(groups.values(), (group) => group);
  return [...byGroup].flatMap(([group, members]) => ((sizes.get(group)?.length ?? 0) > 1 ? [members] : []));
}

function arrowsOfCampaign({ id, source, writes }: LoopingCampaign): Arrow[] {
  const node = `${CAMPAIGN}${id}`;
  const written = new Set(writes.flatMap(namesOfWrite));
  return [
    ...[...written].map((to) => ({ from: node, to })),
    ...[source.trigger]
      .flat()
      .flatMap((trigger) => namesOfTrigger(trigger).map((from) => ({ from, to: node }))),
  ];
}

function namesOfWrite({ what, campaign }: Write): string[] {
  if (what.kind === 'trait') return [`trait ${what.name}`];
  return what.kind === 'sent' ? [`sent ${campaign}`] : [eventNode(what.event.name ?? ''), eventNode(ANY)];
}

function namesOfTrigger(trigger: TriggerSource): string[] {
  if ('event' in trigger) return [trigger.event].flat().map(eventNode);
  return 'segment' in trigger && trigger.schedule === undefined ? [`${SEGMENT}${trigger.segment}`] : [];
}

const eventNode = (name: string): string => `event ${name}`;

/** What a condition asks leads to who asks. */
function arrowsOfCondition(condition: ConditionSource, to: string, declared: Declared): Arrow[] {
  const from = new Set(segmentReferences(condition, []).map(({ segment }) => `${SEGMENT}${segment}`));
  visitConditions(condition, [], (each) => {
    if (typeof each === 'string' || 'all' in each || 'any' in each || 'not' in each) return;
    for (const name of namesAsked(each, declared)) from.add(name);
  });
  return [...from].map((name) => ({ from: name, to }));
}

function namesAsked(condition: SimpleCondition, { traits }: Declared): string[] {
  if ('trait' in condition) {
    const [name = ''] = condition.trait.split('.');
    const computed = traits.get(name);
    return [`trait ${name}`, ...eventNodes(computed?.of.event), ...eventNodes(computed?.minus?.of.event)];
  }
  if ('message' in condition) return [`sent ${condition.message}`, eventNode(ANY)];
  return eventsAsked(condition).flatMap(eventNodes);
}

function eventsAsked(condition: SimpleCondition): (EventNames | undefined)[] {
  if ('event' in condition) {
    const { event, since } = condition;
    return [event, typeof since === 'object' && 'event' in since ? since.event : undefined];
  }
  if ('sequence' in condition)
    return condition.sequence.map((step) => ('not' in step ? step.not.event : step.event));
  if ('affinity' in condition) return [condition.over?.event ?? ANY];
  return 'offer' in condition ? ['Offer Granted'] : [];
}

function eventNodes(names: EventNames | undefined): string[] {
  return [names ?? []].flat().map(eventNode);
}
