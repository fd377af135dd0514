import type { Campaign } from '../campaign/campaign.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Draft } from './draft.ts';
import type { Membership, Profile } from './profile.ts';
import { stayIn } from './stay.ts';

/**
 * Tells the campaigns that include existing members that a deploy has reached one: a guest who is inside a trigger's segment
 * when the program is adopted, and whom the deploy of the campaign, or of the segment, has put there. Who has begun in this
 * very stay is not asked again.
 * @param before the profile as an older program left it
 * @param at when the program was adopted
 */
export function includeExisting(active: ActiveProgram, draft: Draft, before: Profile, at: number): void {
  const campaigns = Object.values(active.program.campaigns).filter((campaign) => campaign.includeExisting);
  const told = new Set(
    draft.signals.flatMap((signal) => (signal.type === 'Segment Entered' ? [signal.segment] : [])),
  );
  const pairs = campaigns.flatMap((campaign) =>
    segmentsEntered(campaign).map((segment) => ({ campaign: campaign.id, segment })),
  );
  const reached = pairs.filter(({ campaign, segment }) => {
    const membership = draft.profile.segments[segment];
    if (!isInside(membership) || told.has(segment)) return false;
    const isNewToCampaign = (active.program.includedSince?.[campaign] ?? 0) > before.program.ordinal;
    const last = draft.profile.contacts.entered[campaign]?.last ?? Number.NEGATIVE_INFINITY;
    return (isNewToCampaign || !isInside(before.segments[segment])) && last < membership.since;
  });
  for (const [segment, found] of Map.groupBy(reached, (pair) => pair.segment)) {
    draft.signals.push({
      type: 'Member Included',
      at,
      segment,
      ...stayIn(draft.profile, segment),
      campaigns: [...new Set(found.map(({ campaign }) => campaign))],
    });
  }
}

function segmentsEntered({ triggers }: Campaign): readonly string[] {
  return triggers.flatMap((trigger) =>
    trigger.kind === 'segment' && trigger.on === 'entry' ? [trigger.segment] : [],
  );
}

function isInside(membership: Membership | undefined): membership is Membership & { since: number } {
  return membership !== undefined && membership.since !== null;
}
