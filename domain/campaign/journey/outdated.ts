import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Program } from '../../playbook/program/program.ts';
import { isOfOtherAggregates } from '../../profile/of-other-aggregates.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { findDependencies } from '../../segment/condition/find-dependencies.ts';
import type { Campaign } from '../campaign.ts';
import type { Versions } from './as-begun.ts';
import { conditionsOf } from './conditions-of.ts';

/**
 * True if a profile must be brought to the playbook now before a journey of a campaign is decided on it: its aggregates are
 * others, or memberships are asked that another playbook has evaluated.
 */
export function isOutdated(
  { active, begun }: Versions,
  campaign: Campaign | undefined,
  profile: Profile,
): boolean {
  if (isOfOtherAggregates(active, profile)) return true;
  if (profile.program.ordinal >= active.program.ordinal) return false;
  const own = campaign === undefined ? [] : conditionsOf(campaign);
  return namesSegments(begun.program, own) || namesSegments(active.program, suppressionsOf(active));
}

function namesSegments(program: Program, conditions: readonly Condition[]): boolean {
  return conditions.some((condition) => findDependencies(condition, program).segments.size > 0);
}

function suppressionsOf({ program }: ActiveProgram): readonly Condition[] {
  return program.permission?.suppress?.map(({ when }) => when) ?? [];
}
