import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition/condition.ts';
import { describeExplanation } from '../segment/explain/describe-explanation.ts';
import { describeSelector } from '../segment/explain/describe-matcher.ts';
import { type Explanation, explainCondition } from '../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../segment/explain/explain-segment.ts';
import { findEvidenceOf } from '../segment/explain/find-evidence.ts';
import type { Trigger } from './campaign.ts';
import { TRANSACTIONAL } from './decide-send.ts';
import type { Journey } from './journey.ts';

/**
 * What a campaign asks of a guest, and why it holds or does not; undefined: the playbook has no such campaign.
 * @param journeys the guest's in this campaign: what `stopWhen` asks is asked since the latest of them began
 */
export function explainCampaign(
  active: ActiveProgram,
  id: string,
  guest: ExplainedGuest & { readonly journeys: readonly Journey[] },
): Record<string, unknown> | undefined {
  const { campaigns } = active.program;
  const campaign = Object.hasOwn(campaigns, id) ? campaigns[id] : undefined;
  if (campaign === undefined) return undefined;
  const { profile, events, now, journeys } = guest;
  const enteredAt = journeys.reduce<number | undefined>(
    (latest, journey) => Math.max(latest ?? journey.enteredAt, journey.enteredAt),
    undefined,
  );
  const explain = (condition: Condition, entryAt = enteredAt) =>
    describeExplanation(explainCondition(active, condition, profile, now, entryAt, events));
  const { purpose } = campaign;
  return {
    campaign: { id, name: campaign.name },
    triggers: campaign.triggers.map((trigger) => describeExplanation(explainTrigger(active, trigger, guest))),
    ...(campaign.if && { if: explain(campaign.if) }),
    ...(campaign.stopWhen && { stopWhen: explain(campaign.stopWhen) }),
    ...(purpose === TRANSACTIONAL ? {} : { consent: explain({ kind: 'consent', purpose }) }),
  };
}

function explainTrigger(
  active: ActiveProgram,
  trigger: Trigger,
  { profile, events, now }: ExplainedGuest,
): Explanation {
  if (trigger.kind === 'segment') {
    const { segment, on } = trigger;
    const explained = explainCondition(active, { kind: 'segment', segment }, profile, now, undefined, events);
    return { ...explained, asked: `on ${on}: ${explained.asked}` };
  }
  const behind = findEvidenceOf(active, trigger.of, events);
  return {
    asked: `event ${describeSelector(trigger.of)}`,
    holds: behind.length > 0,
    ...(behind.length > 0 && { events: behind }),
    parts: [],
  };
}
