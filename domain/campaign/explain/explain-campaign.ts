import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { describeExplanation } from '../../segment/explain/describe-explanation.ts';
import { explainCondition } from '../../segment/explain/explain-condition.ts';
import type { ExplainedGuest } from '../../segment/explain/explain-segment.ts';
import { refuseInactive } from '../journey/campaign-state.ts';
import type { Journey } from '../journey/journey.ts';
import { TRANSACTIONAL } from '../purpose.ts';
import type { JourneyBasis } from './explain-as-begun.ts';
import { explainFrequency, explainRefused } from './explain-entry.ts';
import { goesByPresent } from './explain-journey.ts';
import { explainJourneys, latestOf, toldAsBegun } from './explain-journeys.ts';
import { explainSends } from './explain-send.ts';
import { explainStep } from './explain-step.ts';
import { explainTrigger } from './explain-trigger.ts';
import { explainUnanswered } from './explain-unanswered.ts';

/**
 * What a campaign asks of a guest, and why it holds or does not; whether it runs and may begin again, what each step would
 * make of them now and what would be sent; undefined: the playbook has no such campaign.
 * @param guest.journeys the guest's in this campaign, newest first: what `stopWhen` asks is asked since the latest of them
 * began, if that goes by what the playbook has now
 * @param guest.versions the playbooks that `versionsBehind` asks for
 */
export function explainCampaign(
  active: ActiveProgram,
  id: string,
  guest: ExplainedGuest & Pick<JourneyBasis, 'versions'> & { readonly journeys: readonly Journey[] },
): Record<string, unknown> | undefined {
  const { campaigns } = active.program;
  const campaign = Object.hasOwn(campaigns, id) ? campaigns[id] : undefined;
  if (campaign === undefined) return undefined;
  const { profile, events, now, journeys, versions } = guest;
  const basis = { active, present: campaign, versions };
  const latest = latestOf(journeys);
  const journey = latest !== undefined && goesByPresent(basis, latest) ? latest : undefined;
  const explain = (condition: Condition) =>
    describeExplanation(explainCondition(active, condition, profile, now, journey?.enteredAt, events));
  const { purpose } = campaign;
  const inactive = refuseInactive(campaign, now);
  const refused = explainRefused(active, campaign, guest);
  return {
    campaign: { id, name: campaign.name },
    runs: { isRunning: inactive === undefined, ...(inactive !== undefined && { why: inactive.why }) },
    triggers: campaign.triggers.map((trigger) => ({
      ...explainTrigger(active, trigger, guest),
      ...explainUnanswered(active, campaign, trigger, { ...guest, isRefused: refused !== undefined }),
    })),
    ...(campaign.if && { if: explain(campaign.if) }),
    ...(campaign.stopWhen && { stopWhen: explain(campaign.stopWhen) }),
    frequency: explainFrequency(active, campaign, guest),
    ...(refused && { refused }),
    ...(purpose === TRANSACTIONAL ? {} : { consent: explain({ kind: 'consent', purpose }) }),
    steps: campaign.steps.flatMap((step) => explainStep(active, step, { ...guest, journey }) ?? []),
    sends: campaign.steps.flatMap((step) =>
      step.kind === 'send' ? explainSends(active, campaign, step, guest, latest) : [],
    ),
    journeys: explainJourneys(basis, guest),
  };
}

/** The versions, other than the active one, that journeys are explained by: of those under way, and of the latest. */
export function versionsBehind({ program }: ActiveProgram, journeys: readonly Journey[]): readonly string[] {
  const latest = latestOf(journeys);
  const versions = [...toldAsBegun(journeys), ...(latest === undefined ? [] : [latest])].map(
    (each) => each.playbookVersion,
  );
  return [...new Set(versions)].filter((version) => version !== program.version);
}
