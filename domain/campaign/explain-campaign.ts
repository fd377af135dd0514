import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Condition } from '../segment/condition/condition.ts';
import { describeExplanation } from '../segment/explain/describe-explanation.ts';
import { explainCondition } from '../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../segment/explain/explain-segment.ts';
import type { Campaign } from './campaign.ts';
import { refuseInactive } from './campaign-state.ts';
import { reasonNotAgain, reasonNotInVisit } from './decide-entry.ts';
import { describeFrequency } from './describe-campaign.ts';
import { explainJourney } from './explain-journey.ts';
import { explainSends } from './explain-send.ts';
import { explainStep } from './explain-step.ts';
import { explainTrigger } from './explain-trigger.ts';
import type { Journey } from './journey.ts';
import { TRANSACTIONAL } from './purpose.ts';

/**
 * What a campaign asks of a guest, and why it holds or does not; whether it runs and may begin again, what each step would
 * make of them now and what would be sent; undefined: the playbook has no such campaign.
 * @param journeys the guest's in this campaign: what `stopWhen` asks is asked since the latest of them began
 */
export function explainCampaign(
  active: ActiveProgram,
  id: string,
  guest: ExplainedGuest & { readonly journeys: readonly Journey[] },
): Record<string, unknown> | undefined {
  const { campaigns, version } = active.program;
  const campaign = Object.hasOwn(campaigns, id) ? campaigns[id] : undefined;
  if (campaign === undefined) return undefined;
  const { profile, events, now, journeys } = guest;
  const journey = latestOf(journeys);
  const explain = (condition: Condition) =>
    describeExplanation(explainCondition(active, condition, profile, now, journey?.enteredAt, events));
  const { purpose } = campaign;
  const inactive = refuseInactive(campaign, now);
  return {
    campaign: { id, name: campaign.name },
    runs: { isRunning: inactive === undefined, ...(inactive !== undefined && { why: inactive.why }) },
    triggers: campaign.triggers.map((trigger) => explainTrigger(active, trigger, guest)),
    ...(campaign.if && { if: explain(campaign.if) }),
    ...(campaign.stopWhen && { stopWhen: explain(campaign.stopWhen) }),
    frequency: explainFrequency(active, campaign, guest),
    ...(purpose === TRANSACTIONAL ? {} : { consent: explain({ kind: 'consent', purpose }) }),
    steps: campaign.steps.flatMap((step) => explainStep(active, step, { ...guest, journey }) ?? []),
    sends: campaign.steps.flatMap((step) =>
      step.kind === 'send' ? explainSends(active, campaign, step, guest, journey) : [],
    ),
    journeys: journeys.map((each) => explainJourney(each, { campaign, version })),
  };
}

function latestOf(journeys: readonly Journey[]): Journey | undefined {
  return journeys.reduce<Journey | undefined>(
    (latest, journey) => (latest === undefined || journey.enteredAt > latest.enteredAt ? journey : latest),
    undefined,
  );
}

function explainFrequency(
  active: ActiveProgram,
  campaign: Campaign,
  { profile, now }: ExplainedGuest,
): Record<string, unknown> {
  const notAgain =
    reasonNotAgain(campaign, profile.contacts, now) ?? reasonNotInVisit(active, campaign, profile, now);
  return {
    asked: describeFrequency(campaign.frequency),
    mayBegin: notAgain === undefined,
    ...(notAgain !== undefined && { why: notAgain }),
  };
}
