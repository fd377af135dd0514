import type { Asking } from './asking.ts';
import type { OfferCondition } from './condition.ts';
import { followTurns } from './follow-turns.ts';
import { aggregateValue } from './read-aggregate.ts';
import { earlier, type Verdict } from './verdict.ts';

/** What became of a code; moments in milliseconds since the epoch, null where there is none. */
interface Grant {
  readonly from: number | null;
  readonly until: number | null;
  readonly redeemedAt: number | null;
}

export type OfferStatus = Exclude<OfferCondition['status'], 'held'>;

/** Whether any code of the offer stands as is asked; `held`: granted or valid. */
export function evaluateOffer(asking: Asking, condition: OfferCondition): Verdict {
  const grants = Object.values(grantsOf(asking, condition));
  return followTurns(asking.now, (moment) => ({
    holds: grants.some((grant) => isAsked(statusOf(grant, moment), condition.status)),
    changesAt: grants.flatMap((grant) => turnsOf(grant, moment)).reduce(earlier, null),
  }));
}

/** How each code of the offer stands now. */
export function offerStatuses(
  asking: Asking,
  condition: OfferCondition,
): Readonly<Record<string, OfferStatus>> {
  const statuses = Object.entries(grantsOf(asking, condition)).map(
    ([code, grant]) => [code, statusOf(grant, asking.now)] as const,
  );
  return Object.fromEntries(statuses);
}

function grantsOf(asking: Asking, { aggregate }: OfferCondition): Readonly<Record<string, Grant>> {
  return (aggregateValue(asking, aggregate) ?? {}) as unknown as Record<string, Grant>;
}

function statusOf({ from, until, redeemedAt }: Grant, now: number): OfferStatus {
  if (redeemedAt !== null) return 'redeemed';
  if (until !== null && now >= until) return 'expired';
  return from !== null && now < from ? 'granted' : 'valid';
}

function isAsked(status: OfferStatus, asked: OfferCondition['status']): boolean {
  return asked === 'held' ? status === 'granted' || status === 'valid' : status === asked;
}

function turnsOf({ from, until }: Grant, now: number): (number | null)[] {
  return [from, until].filter((turn) => turn !== null && turn > now);
}
