import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aWorld } from './a-world.ts';
import type { AnyHistory } from './arbitrary-history.ts';
import { candidateMoments } from './candidates.ts';
import { HOUR } from './vocabulary.ts';
import type { WrittenPlaybook } from './written.ts';

/** Moments to ask at: mostly those at which something could turn, a millisecond around them, and some others. */
export function someClocks(
  dice: SeededRandom,
  playbook: WrittenPlaybook,
  { events }: AnyHistory,
  count: number,
): number[] {
  const first = events[0]?.receivedAt ?? 0;
  const last = events.at(-1)?.receivedAt ?? 0;
  const world = aWorld({ playbook, events });
  const turns = Object.keys(playbook.segments).flatMap((id) => candidateMoments(world, id));
  const later = turns.filter((moment) => moment >= last);
  const earlier = [...turns.filter((moment) => moment >= first && moment < last), first, last];
  const clocks = Array.from({ length: count }, () => {
    if (dice.happens(0.05)) return last + dice.below(400) * HOUR;
    const around = dice.happens(0.55) && later.length > 0 ? soonOf(dice, later, last) : dice.pick(earlier);
    return Math.max(first, around + dice.pick([-1, 0, 0, 0, 1]));
  });
  return clocks.sort((a, b) => a - b);
}

/** The sooner of two: far ahead nothing is left of what was done. */
function soonOf(dice: SeededRandom, moments: readonly number[], last: number): number {
  const [one, other] = [dice.pick(moments), dice.pick(moments)];
  return one - last < other - last ? one : other;
}
