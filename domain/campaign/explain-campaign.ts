import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition/condition.ts';
import { describeDuration } from '../segment/explain/describe-duration.ts';
import { calledEvent } from '../segment/explain/describe-event.ts';
import { describeExplanation } from '../segment/explain/describe-explanation.ts';
import { describeSelector } from '../segment/explain/describe-matcher.ts';
import { type Explanation, explainCondition } from '../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../segment/explain/explain-segment.ts';
import { findEvidenceOf } from '../segment/explain/find-evidence.ts';
import type { Frequency } from './campaign.ts';
import { reasonNotAgain, reasonNotInVisit } from './decide-entry.ts';
import { TRANSACTIONAL } from './decide-send.ts';
import { explainSend } from './explain-send.ts';
import type { Journey } from './journey.ts';
import { channelsOf } from './step.ts';
import type { Trigger } from './trigger.ts';

/**
 * What a campaign asks of a guest, and why it holds or does not; whether it may begin again, and what of it would be
 * sent now; undefined: the playbook has no such campaign.
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
  const notAgain =
    reasonNotAgain(campaign, profile.contacts, now) ?? reasonNotInVisit(active, campaign, profile, now);
  return {
    campaign: { id, name: campaign.name },
    triggers: campaign.triggers.map((trigger) => describeExplanation(explainTrigger(active, trigger, guest))),
    ...(campaign.if && { if: explain(campaign.if) }),
    ...(campaign.stopWhen && { stopWhen: explain(campaign.stopWhen) }),
    frequency: {
      asked: describeFrequency(campaign.frequency),
      mayBegin: notAgain === undefined,
      ...(notAgain !== undefined && { why: notAgain }),
    },
    ...(purpose === TRANSACTIONAL ? {} : { consent: explain({ kind: 'consent', purpose }) }),
    sends: campaign.steps.flatMap((step) =>
      step.kind === 'send'
        ? channelsOf(step).map((channel) => explainSend(active, campaign, step, channel, guest))
        : [],
    ),
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
  if (trigger.kind !== 'event') return { kind: trigger.kind, asked: trigger.kind, holds: false, parts: [] };
  const behind = findEvidenceOf(active, trigger.of, events);
  return {
    kind: 'event',
    asked: calledEvent(describeSelector(trigger.of)),
    holds: behind.length > 0,
    ...(behind.length > 0 && { events: behind }),
    parts: [],
  };
}

function describeFrequency(frequency: Frequency): string {
  return frequency.kind === 'once per'
    ? `once per ${describeDuration(frequency.milliseconds)}`
    : frequency.kind;
}
