import { traceOf } from '../../event/trace.ts';
import type { Campaign } from '../campaign.ts';
import type { Channel } from '../channel.ts';
import type { Journey } from '../journey/journey.ts';
import { deliveryIdOf } from '../journey/occurrence.ts';
import type { Refusal } from '../permission/refusal.ts';
import { purposeOf } from '../purpose.ts';
import type { SendStep } from '../step.ts';
import type { Delivery } from './delivery.ts';

/** The ledger's row of a message that was decided. @param refusal why it is not sent; absent: it was requested */
export function newDelivery(decided: {
  readonly journey: Journey;
  readonly campaign: Campaign;
  readonly step: SendStep;
  readonly channel: Channel;
  readonly now: number;
  readonly refusal?: Refusal;
}): Delivery {
  const { journey, campaign, step, channel, now, refusal } = decided;
  const variant = variantOf(campaign, journey);
  return {
    profileId: journey.profileId,
    deliveryId: deliveryIdOf(journey.journeyId, step.id),
    campaign: campaign.id,
    occurrence: journey.occurrence,
    step: step.id,
    channel,
    purpose: purposeOf(campaign, step, channel),
    status: refusal === undefined ? 'requested' : 'suppressed',
    at: now,
    ...(refusal !== undefined && { reason: refusal.reason }),
    ...(variant !== '' && { variant }),
    why: refusal?.why ?? null,
    playbookVersion: journey.playbookVersion,
    ...(journey.event !== undefined && { event: journey.event }),
    ...(journey.segment !== undefined && { segment: journey.segment }),
    ...traceOf(journey),
    attempts: 0,
    dueAt: null,
  };
}

/** The arms taken of the campaign's splits, `<step>=<arm>`, in the order of the steps. */
function variantOf({ steps }: Campaign, { arms = {} }: Journey): string {
  return steps.flatMap(({ id }) => (Object.hasOwn(arms, id) ? [`${id}=${arms[id]}`] : [])).join(',');
}
