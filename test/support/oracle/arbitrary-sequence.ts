import type { SeededRandom } from '../simulation/seeded-random.ts';
import type { Pool } from './arbitrary-condition.ts';
import { DEEDS } from './vocabulary.ts';
import type { WrittenMapping, WrittenSelector, WrittenStep } from './written.ts';

type MakeSelector = (dice: SeededRandom, pool: Pool) => WrittenSelector;

/** One to three events in order, with nots between them and at the end. */
export function aSequence(dice: SeededRandom, pool: Pool, select: MakeSelector): WrittenMapping {
  const steps: WrittenStep[] = [select(dice, pool)];
  const more = dice.between(0, 2);
  for (let step = 0; step < more; step += 1) {
    if (dice.happens(0.35)) steps.push({ not: select(dice, pool) });
    steps.push(select(dice, pool));
  }
  if (more === 0 || dice.happens(0.4)) steps.push(aLastNot(dice, pool, select));
  return {
    sequence: steps,
    ...(dice.happens(0.4) && { within: dice.pick(pool.lengths) }),
    ...(dice.happens(0.35) && { span: dice.pick(pool.lengths) }),
  };
}

/** One or two events, then for some time not another, all of it within somewhat longer. */
export function aQuietSequence(dice: SeededRandom, lengths: readonly string[]): WrittenMapping {
  const [last = '', ...names] = dice.shuffled(DEEDS);
  const steps = names.slice(0, dice.between(1, 2)).map((event) => ({ event }));
  const shorter = dice.below(lengths.length);
  const longer = lengths.slice(shorter + 1);
  return {
    sequence: [...steps, { not: { event: last }, for: lengths[shorter] ?? '' }],
    ...(longer.length > 0 && dice.happens(0.7) && { within: dice.pick(longer) }),
  };
}

function aLastNot(dice: SeededRandom, pool: Pool, select: MakeSelector): WrittenStep {
  const not = select(dice, pool);
  if (dice.happens(0.5)) return { not };
  const length = dice.pick(pool.lengths);
  return dice.happens(0.7) ? { not, for: length } : { not: { ...not, for: length } };
}
