import { DateTime } from 'luxon';
import { type Verdict, verdictOf } from '../condition/verdict.ts';
import type { MatcherTest, MomentReference } from './matcher.ts';

type MovingReference = Extract<MomentReference, { readonly agoMilliseconds: number }>;
type MomentTest = Extract<MatcherTest, { readonly op: 'before' | 'after' | 'withinLast' | 'withinNext' }>;

/** Whether a moment stands to the present as a test asks, and when it begins or ceases to. */
export function momentVerdict(test: MomentTest, moment: number, now: number, zone: string): Verdict {
  switch (test.op) {
    case 'before':
      return turnsTrue(moment, test.at, now, zone);
    case 'after':
      return turnsFalse(moment, test.at, now, zone);
    case 'withinLast':
      return during(moment, moment + test.milliseconds, now);
    case 'withinNext':
      return during(moment - test.milliseconds, moment, now);
  }
}

/** moment < reference. A moving reference passes the moment one millisecond after it has reached it. */
function turnsTrue(moment: number, reference: MomentReference, now: number, zone: string): Verdict {
  if ('at' in reference) return verdictOf(moment < reference.at);
  const turn = whenReached(moment, reference, zone) + 1;
  return now >= turn ? verdictOf(true) : until(turn, false);
}

/** moment > reference. */
function turnsFalse(moment: number, reference: MomentReference, now: number, zone: string): Verdict {
  if ('at' in reference) return verdictOf(moment > reference.at);
  const turn = whenReached(moment, reference, zone);
  return now >= turn ? verdictOf(false) : until(turn, true);
}

function until(turn: number, holds: boolean): Verdict {
  return Number.isFinite(turn) ? { holds, changesAt: turn } : verdictOf(holds);
}

/** When a reference that moves with the clock reaches a moment: `18 years ago` reaches a birthday on the eighteenth. */
function whenReached(moment: number, reference: MovingReference, zone: string): number {
  const { agoMilliseconds, agoMonths = 0 } = reference;
  if (agoMonths === 0) return moment + agoMilliseconds;
  const later =
    DateTime.fromMillis(moment, { zone }).plus({ months: agoMonths }).toMillis() + agoMilliseconds;
  return Number.isNaN(later) ? Number.POSITIVE_INFINITY : later;
}

/** Holds from `start` until just before `end`. */
function during(start: number, end: number, now: number): Verdict {
  if (now >= end || start >= end) return verdictOf(false);
  return now < start ? { holds: false, changesAt: start } : { holds: true, changesAt: end };
}
