import type { Program } from '../../playbook/program/program.ts';
import type { Profile } from '../../profile/profile.ts';
import { stableShare } from '../../segment/condition/stable-share.ts';
import type { Campaign } from '../campaign.ts';
import type { Refusal } from '../permission/refusal.ts';
import { MARKETING } from '../purpose.ts';
import type { Journey } from './journey.ts';

/** Who a draw is about, and what earlier draws said. */
type Drawn = Pick<Profile, 'seed' | 'contacts'>;

/**
 * Tells whether a guest is in the group that gets no marketing. Once in it they stay, whoever they turn out to be and
 * whatever its share becomes; without a share there is no such group.
 */
export function isInControl({ permission }: Pick<Program, 'permission'>, profile: Drawn): boolean {
  const share = permission?.control;
  if (share === undefined) return false;
  return profile.contacts.isControl === true || stableShare(profile.seed, 'control') < share;
}

/** Tells whether a guest who enters a campaign now is held out of it: sent nothing, and measured all the same. */
export function isToBeHeldOut({ id, holdout }: Pick<Campaign, 'id' | 'holdout'>, profile: Drawn): boolean {
  if (holdout === undefined) return false;
  const wasHeldOut = profile.contacts.heldOut?.includes(id) === true;
  return wasHeldOut || stableShare(profile.seed, `${id}.holdout`) < holdout;
}

/** Why the control group gets nothing of this purpose: it is marketing. */
export function refuseControl(program: Program, profile: Drawn, purpose: string): Refusal | undefined {
  if (purpose !== MARKETING || !isInControl(program, profile)) return undefined;
  return { reason: 'control', why: 'in the control group, which gets no marketing' };
}

/** Why a journey is silent: its guest was held out when it began, or somebody was whom they turned out to be. */
export function refuseHeldOut(
  { id, holdout }: Pick<Campaign, 'id' | 'holdout'>,
  { contacts }: Pick<Profile, 'contacts'>,
  journey: Pick<Journey, 'isHeldOut'>,
): Refusal | undefined {
  const wasHeldOut = holdout !== undefined && contacts.heldOut?.includes(id) === true;
  if (journey.isHeldOut !== true && !wasHeldOut) return undefined;
  return { reason: 'holdout', why: 'held out of this campaign, to measure what it does' };
}
