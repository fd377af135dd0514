import type { SequenceQuiet } from './aggregate-spec.ts';

/** So many complete matches are remembered where it is asked how long ago they were completed. */
export const SEQUENCE_COMPLETIONS = 32;

/** When a match began, and when it was complete. */
export type CompleteMatch = readonly [beginning: number, completion: number];

/** Complete matches, both ends ascending. */
type Complete = readonly CompleteMatch[];

/**
 * Makes the function that takes in the match that is the latest to be complete: one that began no earlier makes it pointless,
 * as it does one of the same moment. Without a `quiet` only the latest beginning matters.
 */
export function createCompletions(
  quiet: SequenceQuiet | undefined,
): (complete: Complete, match: CompleteMatch) => Complete {
  if (quiet === undefined) return (complete, match) => (isPointless(complete, match) ? complete : [match]);
  const withMatch = thinning(quiet);
  return (complete, match) => {
    if (isPointless(complete, match)) return complete;
    const before = complete.at(-1)?.[1] === match[1] ? complete.slice(0, -1) : complete;
    const after = withMatch(before, match);
    return after.length > SEQUENCE_COMPLETIONS ? after.toSpliced(mostCrowded(after), 1) : after;
  };
}

/**
 * The place of the match whose neighbours were complete closest to each other, of equal ones the oldest; the oldest and the
 * newest of all stay. So what takes over from one that went comes a fifteenth of the time that they span later, at most.
 */
function mostCrowded(complete: Complete): number {
  const roomAt = (place: number) =>
    (complete[place + 1]?.[1] ?? Infinity) - (complete[place - 1]?.[1] ?? -Infinity);
  let found = 1;
  for (let place = 2; place < complete.length - 1; place += 1) {
    if (roomAt(place) < roomAt(found)) found = place;
  }
  return found;
}

function isPointless(complete: Complete, [beginning]: CompleteMatch): boolean {
  return (complete.at(-1)?.[0] ?? -Infinity) >= beginning;
}

/** Lets go of the matches without which the answer is the same at every moment from the latest completion on. */
function thinning({ forMilliseconds, withinMilliseconds }: SequenceQuiet) {
  if (withinMilliseconds === undefined)
    return (complete: Complete, match: CompleteMatch) => newestRipe(complete, match, forMilliseconds);
  const window = withinMilliseconds ?? Infinity;
  const from = ([, completion]: CompleteMatch) => completion + forMilliseconds;
  const until = ([beginning]: CompleteMatch) => beginning + window;
  return (complete: Complete, match: CompleteMatch): Complete => {
    const [last] = complete.slice(-1);
    const isCovered = from(match) >= until(match) || (last !== undefined && until(match) <= until(last));
    if (isCovered) return complete;
    const lasting = complete.filter((one) => until(one) > match[1]);
    // Where the one before the last lasts until the new one is ripe, the last adds nothing to the two.
    const needed = lasting.findLastIndex((_, place) => {
      const before = lasting[place - 1];
      return before === undefined || until(before) < from(match);
    });
    return [...lasting.slice(0, needed + 1), match];
  };
}

/** Since when counts is not known, but of those that were quiet for long enough the latest to begin is as good as any. */
function newestRipe(complete: Complete, match: CompleteMatch, forMilliseconds: number): Complete {
  const ripe = complete.findLastIndex(([, completion]) => completion + forMilliseconds <= match[1]);
  return [...complete.slice(Math.max(ripe, 0)), match];
}
