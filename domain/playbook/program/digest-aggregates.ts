import { contentHash } from './content-hash.ts';
import type { Program } from './program.ts';

/** 64 bits: a house has some hundreds of sets in its life. */
const DIGEST_LENGTH = 16;

/**
 * Names a set of aggregates. Each is named by its content, which says all that its fold depends on: the timezone of dates
 * that name none, and the rules of consent that it may ask, are written into it. Equal digests, equal states.
 */
export function digestAggregates({ aggregates }: Pick<Program, 'aggregates'>): string {
  return contentHash({ ids: Object.keys(aggregates).sort() }, DIGEST_LENGTH);
}
