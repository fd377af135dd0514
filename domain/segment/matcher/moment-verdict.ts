import { type Verdict, verdictOf } from '../condition/verdict.ts';
import type { MatcherTest, MomentReference } from './matcher.ts';
import { whenPast } from './when-past.ts';

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

/** moment < reference; a moving one that has come past the moment stays so. */
function turnsTrue(moment: number, reference: MomentReference, now: number, zone: string): Verdict {
  if ('at' in reference) return verdictOf(moment < reference.at);
  const turn = whenPast(moment, reference, zone);
  return now >= turn ? verdictOf(true) : until(turn, false);
}

/** moment > reference. */
function turnsFalse(moment: number, reference: MomentReference, now: number, zone: string): Verdict {
  if ('at' in reference) return verdictOf(moment > reference.at);
  const turn = whenPast(moment - 1, reference, zone);
  return now >= turn ? verdictOf(false) : until(turn, true);
}

function until(turn: number, holds: boolean): Verdict {
  return Number.isFinite(turn) ? { holds, changesAt: turn } : verdictOf(holds);
}

/** Holds from `start` until just before `end`. */
function during(start: number, end: number, now: number): Verdict {
  if (now >= end || start >= end) return verdictOf(false);
  return now < start ? { holds: false, changesAt: start } : { holds: true, changesAt: end };
}
