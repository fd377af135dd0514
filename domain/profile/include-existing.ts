import { segmentsEntered } from '../campaign/journey/segments-entered.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { Draft } from './draft.ts';
import type { Membership, Profile } from './profile.ts';
import { stayIn } from './stay.ts';

/**
 * Tells the campaigns that include existing members that a deploy has reached one: a guest who is inside a trigger's segment
 * when the program is adopted, and whom the deploy of the campaign, or of the segment, has put there. Whoever was in the
 * campaign before is not asked: a rollback and forth, or a segment made narrow and wide, is no new stay of theirs.
 * @param before the profile as an older program left it
 * @param at when the program was adopted
 */
export function includeExisting(active: ActiveProgram, draft: Draft, before: Profile, at: number): void {
  const reached = Object.values(active.program.campaigns)
    .filter((campaign) => campaign.includeExisting)
    .flatMap((campaign) => segmentsEntered(campaign).map((segment) => ({ campaign: campaign.id, segment })))
    .filter((pair) => isReached(active, draft, before, pair));
  for (const [segment, pairs] of Map.groupBy(reached, (pair) => pair.segment)) {
    draft.signals.push({
      type: 'Member Included',
      at,
      segment,
      ...stayIn(draft.profile, segment),
      campaigns: [...new Set(pairs.map(({ campaign }) => campaign))],
    });
  }
}

function isReached(
  { program }: ActiveProgram,
  { profile, signals }: Draft,
  before: Profile,
  { campaign, segment }: { readonly campaign: string; readonly segment: string },
): boolean {
  const membership = profile.segments[segment];
  const isTold = signals.some((signal) => signal.type === 'Segment Entered' && signal.segment === segment);
  if (!isInside(membership) || isTold) return false;
  if (profile.contacts.entered[campaign] !== undefined) return false;
  const isNewToCampaign = (program.includedSince?.[campaign] ?? 0) > before.program.ordinal;
  return isNewToCampaign || !isInside(before.segments[segment]);
}

function isInside(membership: Membership | undefined): boolean {
  return membership !== undefined && membership.since !== null;
}
