import { MATCHING_KEY_LENGTH } from './matching-keys.ts';
import type { Candidate, MatchingState } from './matching-state.ts';
import { sameIfUnchanged } from './same-list.ts';
import { compareTexts } from './tally.ts';

/** So many of the latest events are held against the others, … */
export const MATCHING_EVENTS = 32;
/** … by so many of their combinations of values each, … */
export const MATCHING_KEYS_OF_EVENT = 32;
/** … and by so many together. */
export const MATCHING_KEYS_OF_EVENTS = 100;

type Candidates = Pick<MatchingState, 'events' | 'forgotten'>;

/**
 * The latest events of both; two may be the same here, and count twice. What gives way does not depend on the order in
 * which they came: where it is for their keys, the latest of those that did is remembered.
 */
export function uniteCandidates(a: Candidates, b: Candidates): Candidates {
  if (b.events.length === 0 && b.forgotten === undefined) return a;
  const forgotten = later(a.forgotten, b.forgotten);
  const latest = [...a.events, ...b.events]
    .filter((event) => forgotten === undefined || compareCandidates(event, forgotten) > 0)
    .sort(compareCandidates)
    .slice(-MATCHING_EVENTS);
  const tooMany = firstPastKeys(latest);
  const kept =
    tooMany === undefined ? latest : latest.filter((event) => compareCandidates(event, tooMany) > 0);
  const events = sameIfUnchanged(a.events, kept);
  // Behind as many as are remembered, nothing needs to be kept away.
  const gone = events.length === MATCHING_EVENTS ? undefined : (tooMany ?? forgotten);
  return events === a.events && gone === a.forgotten ? a : { events, forgotten: gone };
}

/** Going back in time, the first event whose keys are too many together with those after it. */
function firstPastKeys(events: readonly Candidate[]): Candidate | undefined {
  let keys = 0;
  return events.findLast(([, own]) => {
    keys += own.length / MATCHING_KEY_LENGTH;
    return keys > MATCHING_KEYS_OF_EVENTS;
  });
}

function later(a: Candidate | undefined, b: Candidate | undefined): Candidate | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareCandidates(a, b) >= 0 ? a : b;
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return a[0] - b[0] || compareTexts(a[1], b[1]);
}
