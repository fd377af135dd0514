import type { Campaign } from '../../campaign/campaign.ts';
import { MAXIMUM_GOAL_WATCHES, MAXIMUM_WATCHES } from '../../campaign/contacts/contacts.ts';
import { namedIn } from '../../campaign/journey/stop-watches.ts';
import type { Program } from '../program/program.ts';

/** A profile's id, an aggregate's, two moments, and the names and punctuation of a watch. */
const WATCH_BYTES = 36 + 16 + 2 * 14 + 96;
/** A stay's or a messageId of usual length. */
const OCCURRENCE_BYTES = 40;

/** What one guest's journeys that look out for events take at most, in bytes of JSON: beside the state of the aggregates. */
export function estimateWatches({ campaigns }: Pick<Program, 'campaigns'>): number {
  const all = Object.values(campaigns);
  return (
    largest(all, watchesOf, MAXIMUM_WATCHES) +
    largest(all, ({ goal }) => (goal === undefined ? 0 : 1), MAXIMUM_GOAL_WATCHES)
  );
}

/** Any may be kept, also the largest. */
function largest(
  campaigns: readonly Campaign[],
  ofJourney: (campaign: Campaign) => number,
  room: number,
): number {
  const sizes = campaigns.flatMap((campaign) => {
    const isOnce = campaign.frequency.kind === 'once';
    const journeys = isOnce || ofJourney(campaign) === 0 ? 1 : room;
    return Array.from({ length: Math.min(room, journeys * ofJourney(campaign)) }, () => bytesOf(campaign));
  });
  const kept = sizes.sort((a, b) => b - a).slice(0, room);
  return kept.reduce((sum, bytes) => sum + bytes, 0);
}

/** A journey waits at one step at a time, and may be stopped all the while. */
function watchesOf({ steps, stopWhen }: Campaign): number {
  const waits = steps.map((step) => (step.kind === 'wait for event' ? step.aggregates.length : 0));
  const stops = stopWhen === undefined ? [] : Object.values(namedIn(stopWhen)).flat();
  return Math.max(0, ...waits) + stops.length;
}

/** The campaign's id is its own name, and in the journey's. */
function bytesOf({ id }: Campaign): number {
  return WATCH_BYTES + OCCURRENCE_BYTES + 2 * id.length;
}
