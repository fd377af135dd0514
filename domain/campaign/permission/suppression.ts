import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { evaluateCondition } from '../../segment/condition/evaluate-condition.ts';
import type { Campaign } from '../campaign.ts';
import type { Suppression } from '../permission-rules.ts';
import { TRANSACTIONAL } from '../purpose.ts';
import type { Refusal } from './refusal.ts';

/** Tells whether a suppression is about what a campaign says for a purpose; none is about what is transactional. */
export function isAbout(
  { purposes, topics, except }: Suppression,
  { topics: own = [] }: Pick<Campaign, 'topics'>,
  purpose: string,
): boolean {
  if (purpose === TRANSACTIONAL) return false;
  const hasOneOf = (others: readonly string[]) => own.some((topic) => others.includes(topic));
  return (
    (purposes === undefined || purposes.includes(purpose)) &&
    (topics === undefined || hasOneOf(topics)) &&
    (except === undefined || !hasOneOf(except))
  );
}

/** Why nothing is said for a while, after what the guest did: all of their history counts. */
export function refuseBySuppression(
  active: ActiveProgram,
  profile: Profile,
  campaign: Pick<Campaign, 'topics'>,
  purpose: string,
  now: number,
): Refusal | undefined {
  const holding = active.program.permission?.suppress.find(
    (suppression) =>
      isAbout(suppression, campaign, purpose) &&
      evaluateCondition(active, suppression.when, profile, now).holds,
  );
  return holding && { reason: 'suppression', why: `suppressed: ${holding.name}` };
}
