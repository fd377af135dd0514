import type { Campaign } from '../campaign/campaign.ts';
import { MAXIMUM_WATCHES } from '../campaign/contacts.ts';
import type { Program } from './program.ts';

/** A profile's id, an aggregate's, two moments, and the names and punctuation of a watch. */
const WATCH_BYTES = 36 + 16 + 2 * 14 + 96;
/** A stay's or a messageId of usual length. */
const OCCURRENCE_BYTES = 40;

/** What one guest's journeys that look out for events take at most, in bytes of JSON: beside the state of the aggregates. */
export function estimateWatches({ campaigns }: Pick<Program, 'campaigns'>): number {
  const sizes = Object.values(campaigns).flatMap((campaign) =>
    Array.from({ length: watchesOf(campaign) }, () => bytesOf(campaign)),
  );
  // The newest are kept; any may be.
  const largest = sizes.sort((a, b) => b - a).slice(0, MAXIMUM_WATCHES);
  return largest.reduce((sum, bytes) => sum + bytes, 0);
}

/** A journey waits at one step at a time. Its goal is looked out for also when the next has begun. */
function watchesOf({ steps, goal, frequency }: Campaign): number {
  const waits = steps.map((step) => (step.kind === 'wait for event' ? step.aggregates.length : 0));
  const ofJourney = Math.max(0, ...waits) + (goal === undefined ? 0 : 1);
  if (ofJourney === 0) return 0;
  return frequency.kind === 'once' ? ofJourney : MAXIMUM_WATCHES;
}

/** The campaign's id is its own name, and in the journey's. */
function bytesOf({ id }: Campaign): number {
  return WATCH_BYTES + OCCURRENCE_BYTES + 2 * id.length;
}
