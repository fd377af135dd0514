import type { Verdict } from './verdict.ts';

/** Past so many moments at which nothing flips, the next is told as it is: looking too early is harmless. */
const MAXIMUM_TURNS = 128;

/**
 * Follows what may change to what does: looks at each moment at which time alone may change a verdict until one flips it.
 * @param verdictAt the verdict at a moment, and when it may next change
 */
export function followTurns(now: number, verdictAt: (moment: number) => Verdict): Verdict {
  const { holds, changesAt } = verdictAt(now);
  let turn = changesAt;
  for (let turns = 0; turn !== null && turns < MAXIMUM_TURNS; turns += 1) {
    const next = verdictAt(turn);
    if (next.holds !== holds) break;
    turn = next.changesAt;
  }
  return turn === changesAt ? { holds, changesAt } : { holds, changesAt: turn };
}
