import type { Campaign } from '../campaign.ts';
import type { Refusal } from '../permission/refusal.ts';

/** Why a campaign begins no journeys and sends nothing now: it is paused, its time has not come, or is over. */
export function refuseInactive(
  present: Pick<Campaign, 'isPaused' | 'active'>,
  now: number,
): Refusal | undefined {
  if (present.isPaused === true) return { reason: 'paused', why: 'the campaign is paused' };
  const { from, to } = present.active ?? {};
  if (from !== undefined && now < from) return notActive(`the campaign is not active before ${timeOf(from)}`);
  if (to !== undefined && now >= to) return notActive(`the campaign was active until ${timeOf(to)}`);
  return undefined;
}

function notActive(why: string): Refusal {
  return { reason: 'not active', why };
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString();
}
