import type { CountRange } from './condition.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** Which of an event's times count. All lists ascend. */
export interface CountedTimes {
  readonly times: readonly number[];
  /** Moments that something began at, only after the latest of which times count; empty: it never did, none count. */
  readonly since?: readonly number[];
  /** The sliding window (now − W, now]. */
  readonly withinMilliseconds?: number;
}

/** Whether as many times count as the range asks for, and the exact next moment at which time alone changes that. */
export function countVerdict(counted: CountedTimes, range: CountRange, now: number): Verdict {
  const holds = isInRange(countAt(counted, now), range);
  for (const turn of turnsAfter(counted, now)) {
    if (isInRange(countAt(counted, turn), range) !== holds) return { holds, changesAt: turn };
  }
  return verdictOf(holds);
}

/** Whether so many are as many as the range asks for. */
export function isInRange(count: number, { atLeast, atMost }: CountRange): boolean {
  return count >= atLeast && (atMost === undefined || count <= atMost);
}

function countAt({ times, since, withinMilliseconds }: CountedTimes, now: number): number {
  const begun = since === undefined ? -Infinity : since.findLast((time) => time <= now);
  if (begun === undefined) return 0;
  const from = withinMilliseconds === undefined ? begun : Math.max(begun, now - withinMilliseconds);
  let count = 0;
  for (const time of times) {
    if (time > from && time <= now) count += 1;
  }
  return count;
}

const NO_TURNS: readonly number[] = [];

/** The later moments at which the count may change: a time comes, or leaves the window, or something begins. */
function turnsAfter({ times, since, withinMilliseconds }: CountedTimes, now: number): readonly number[] {
  const isPast = (moments: readonly number[]) => (moments.at(-1) ?? now) <= now;
  if (withinMilliseconds === undefined && isPast(times) && isPast(since ?? NO_TURNS)) return NO_TURNS;
  const turns = new Set<number>();
  for (const time of [...times, ...(since ?? [])]) {
    if (time > now) turns.add(time);
  }
  if (withinMilliseconds !== undefined) {
    for (const time of times) {
      if (time + withinMilliseconds > now) turns.add(time + withinMilliseconds);
    }
  }
  return [...turns].sort((a, b) => a - b);
}
