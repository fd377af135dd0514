import type { MatcherTest, MomentReference } from './matcher.ts';
import { type Verdict, verdictOf } from './verdict.ts';

type MomentTest = Extract<MatcherTest, { readonly op: 'before' | 'after' | 'withinLast' | 'withinNext' }>;

/** Whether a moment stands to the present as a test asks, and when it begins or ceases to. */
export function momentVerdict(test: MomentTest, moment: number, now: number): Verdict {
  switch (test.op) {
    case 'before':
      return turnsTrue(moment, test.at, now);
    case 'after':
      return turnsFalse(moment, test.at, now);
    case 'withinLast':
      return during(moment, moment + test.milliseconds, now);
    case 'withinNext':
      return during(moment - test.milliseconds, moment, now);
  }
}

/** moment < reference. A moving reference passes the moment one millisecond after it has reached it. */
function turnsTrue(moment: number, reference: MomentReference, now: number): Verdict {
  if ('at' in reference) return verdictOf(moment < reference.at);
  const turn = moment + reference.agoMilliseconds + 1;
  return now >= turn ? verdictOf(true) : { holds: false, changesAt: turn };
}

/** moment > reference. */
function turnsFalse(moment: number, reference: MomentReference, now: number): Verdict {
  if ('at' in reference) return verdictOf(moment > reference.at);
  const turn = moment + reference.agoMilliseconds;
  return now >= turn ? verdictOf(false) : { holds: true, changesAt: turn };
}

/** Holds from `start` until just before `end`. */
function during(start: number, end: number, now: number): Verdict {
  if (now >= end || start >= end) return verdictOf(false);
  return now < start ? { holds: false, changesAt: start } : { holds: true, changesAt: end };
}
