import { contentHash } from './content-hash.ts';
import type { Program } from './program.ts';

/** 64 bits: a house has some hundreds of sets in its life. */
const DIGEST_LENGTH = 16;

/**
 * Names a set of aggregates, and what else a fold of them depends on: the timezone of dates that name none, and, where an
 * entry is told on the events' time line, the consent rules that its condition may ask. Equal digests, equal states.
 */
export function digestAggregates({
  timezone,
  consent,
  aggregates,
}: Pick<Program, 'timezone' | 'consent' | 'aggregates'>): string {
  const ids = Object.keys(aggregates).sort();
  return contentHash({ timezone, ids, ...(hasEntries(aggregates) && { consent }) }, DIGEST_LENGTH);
}

/** Tells whether two programs fold an aggregate that both have alike. */
export function foldsAlike(a: Program, b: Program): boolean {
  if (a.timezone !== b.timezone) return false;
  if (!hasEntries(a.aggregates) && !hasEntries(b.aggregates)) return true;
  return contentHash(a.consent, DIGEST_LENGTH) === contentHash(b.consent, DIGEST_LENGTH);
}

function hasEntries(aggregates: Program['aggregates']): boolean {
  return Object.values(aggregates).some(({ kind }) => kind === 'entry');
}
