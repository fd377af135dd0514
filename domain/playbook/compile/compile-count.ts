import type { CountRange } from '../../segment/condition/condition.ts';
import type { CountSource } from '../schema/count-schema.ts';

/** How often: at least once unless said otherwise; an upper end alone includes never. */
export function compileCount(source: CountSource | undefined): CountRange {
  if (source === undefined) return { atLeast: 1 };
  if (typeof source === 'number') return { atLeast: source, atMost: source };
  const { atLeast, moreThan, is, atMost, lessThan, between } = source;
  const lower = [atLeast, moreThan === undefined ? undefined : moreThan + 1, is, between?.[0]];
  const upper = [atMost, lessThan === undefined ? undefined : lessThan - 1, is, between?.[1]];
  const lowest = Math.max(0, ...lower.filter((each) => each !== undefined));
  const highest = Math.min(...upper.filter((each) => each !== undefined));
  return Number.isFinite(highest) ? { atLeast: lowest, atMost: highest } : { atLeast: lowest };
}

/** How many times must be remembered to tell: as many as are asked for, one more where there may be too many. */
export function timesToKeep(count: CountRange): number {
  return Math.max(1, count.atMost === undefined ? count.atLeast : Math.max(count.atLeast, count.atMost + 1));
}
