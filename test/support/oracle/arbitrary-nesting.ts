import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aMeasure, anEvent, type Pool } from './arbitrary-condition.ts';
import { DEEDS } from './vocabulary.ts';
import type { Written, WrittenMapping } from './written.ts';

/** Something within the longer of two lengths: that it ends by time alone, while nothing happens, is what is hard. */
export function aPassing(dice: SeededRandom, { lengths }: Pool): Written {
  return { event: dice.pick(DEEDS), within: dice.pick(lengths.slice(1)) };
}

/**
 * Four conditions around one entry: a segment whose own entry depends on it, what is measured since it, what is counted or
 * measured since that segment, and how long that one has held.
 * @param inner the segment that the first asks about
 * @param id of the first
 */
export function aNesting(dice: SeededRandom, pool: Pool, inner: string, id: string): readonly Written[] {
  const isInside: Written = dice.happens(0.7)
    ? { segment: inner, for: dice.pick([pool.lengths[0] ?? '', dice.pick(pool.lengths)]) }
    : since(anEvent(dice, pool), inner);
  const nested = dice.pick<Written>([
    isInside,
    isInside,
    { not: isInside },
    { any: [isInside, anEvent(dice, pool)] },
    { all: [isInside, anEvent(dice, pool)] },
  ]);
  const counted = dice.happens(0.5) ? aMeasure(dice, pool) : anEvent(dice, pool);
  const measured = since(aMeasure(dice, pool), inner);
  return [nested, measured, since(counted, id), { segment: id, for: dice.pick(pool.lengths) }];
}

/** The same, of all since the last entry. */
function since({ within: _, ...written }: WrittenMapping, segment: string): WrittenMapping {
  return { ...written, since: { segment } };
}
