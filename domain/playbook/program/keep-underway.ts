import type { AggregateSpec } from '../../segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../segment/condition/condition.ts';
import { estimateAggregate } from '../estimate/estimate-aggregate.ts';
import { aggregatesAskedByJourneys, segmentsThatStop } from './asked-by-journeys.ts';
import type { Deployed, UnderwayJourneys } from './deployment.ts';
import { longestJourney } from './longest-journey.ts';
import type { Program } from './program.ts';
import { writeOutSegment } from './write-out-segment.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** A function may hold the version before for some seconds, a look may be late, and a message is built after its journey's end. */
const GRACE_MILLISECONDS = 2 * DAY_MILLISECONDS;
/** What of all earlier versions' journeys is kept up of one guest, at most: four playbooks of the largest size. */
export const MAXIMUM_UNDERWAY_BYTES = 32 * 1024;
/** A membership with its times, and when it changes next. */
const SEGMENT_BYTES = 128;

/** What is kept up for journeys under way, and what there was no room for. */
export interface KeptUnderway {
  readonly underway: readonly UnderwayJourneys[];
  readonly givenUp: readonly UnderwayJourneys[];
}

/**
 * Decides for which journeys of earlier versions a deploy keeps up what they ask: for as long as one can be under way. Of more
 * than there is room for, those give way that end first. Journeys that ask nothing take no room: they are named for whoever
 * asks until when one may be under way.
 * @param program the version that becomes active: what it remembers itself takes no room
 * @param specs all aggregates that are kept up until now
 * @param now the moment of the deploy, in milliseconds since the epoch
 */
export function keepUnderway(
  program: Program,
  { program: before, deployment }: Deployed,
  specs: Readonly<Record<string, AggregateSpec>>,
  now: number,
): KeptUnderway {
  const superseded = Object.keys(before.campaigns).flatMap((id) => underwayOf(before, id, now));
  const all = [...(deployment?.underway ?? []), ...superseded]
    .filter(({ until }) => until > now)
    .sort((a, b) => b.until - a.until || (keyOf(a) < keyOf(b) ? -1 : 1));
  // What two versions ask alike is kept up once, for as long as either does.
  const each = [...new Map(all.toReversed().map((journeys) => [keyOf(journeys), journeys])).values()];
  const room = createRoom(program, specs);
  const underway = each.toReversed().filter(room.takes);
  return { underway, givenUp: each.filter((journeys) => !underway.includes(journeys)) };
}

/** What the journeys of a version that gives way may ask: its goal for longer than the rest. */
function underwayOf(program: Program, id: string, now: number): UnderwayJourneys[] {
  const campaign = program.campaigns[id];
  if (campaign === undefined) return [];
  const { version } = program;
  const { goal } = campaign;
  const until = now + longestJourney(campaign) + GRACE_MILLISECONDS;
  const aggregates = aggregatesAskedByJourneys(program, campaign);
  const segments: Record<string, Condition> = {};
  for (const segment of segmentsThatStop(program, campaign)) {
    const when = writeOutSegment(program, segment);
    if (when !== undefined) segments[segment] = when;
  }
  const journeys = { version, campaign: id, until, aggregates, segments };
  if (goal === undefined) return [journeys];
  const untilGoal = until + goal.withinMilliseconds;
  const ofGoal = { ...journeys, until: untilGoal, aggregates: [goal.aggregate], segments: {}, isGoal: true };
  return [journeys, ofGoal];
}

/** Room for what is remembered beside the program's own; each aggregate and each segment once. */
function createRoom(program: Program, specs: Readonly<Record<string, AggregateSpec>>) {
  const held = new Set<string>(Object.keys(program.aggregates));
  let left = MAXIMUM_UNDERWAY_BYTES;
  return {
    takes: (each: UnderwayJourneys): boolean => {
      const added = each.aggregates.filter((id) => !held.has(id));
      const bytes = added.reduce((sum, id) => sum + bytesOf(specs[id]), 0);
      const needed = bytes + Object.keys(each.segments).length * SEGMENT_BYTES;
      if (needed > left) return false;
      left -= needed;
      for (const id of added) held.add(id);
      return true;
    },
  };
}

function bytesOf(spec: AggregateSpec | undefined): number {
  return spec === undefined ? 0 : estimateAggregate(spec);
}

function keyOf({ version: _version, until: _until, ...asked }: UnderwayJourneys): string {
  return JSON.stringify(asked);
}
