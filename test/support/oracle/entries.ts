import { candidateMoments } from './candidates.ts';
import { lengthOf } from './values.ts';
import type { World } from './world.ts';
import type { WrittenMapping } from './written.ts';

/** A stretch of time in which a segment's condition holds, on the events' own time line. */
export interface Stretch {
  readonly from: number;
  /** Absent where it holds still. */
  readonly to?: number;
}

/** Is a member now; with `for`, has been, that long. */
export function membershipHolds(world: World, written: WrittenMapping, now: number): boolean {
  const { segment = '', for: length } = written;
  if (length === undefined) return truthAt(world, segment, now);
  const stretch = stretchesOf(world, segment, now).at(-1);
  return stretch !== undefined && stretch.to === undefined && now - stretch.from >= lengthOf(length);
}

/** When a segment was last entered, whether or not it was left since. */
export function lastEntry(world: World, segment: string, now: number): number | undefined {
  return stretchesOf(world, segment, now).at(-1)?.from;
}

type Truths = Map<number, { readonly holds: boolean; readonly isDoubtful: boolean }>;

/** What was found out of a segment, by the moment. */
function truthsOf({ memory }: World, segment: string): Truths {
  const key = `truths of ${segment}`;
  const truths = (memory.get(key) as Truths | undefined) ?? new Map();
  memory.set(key, truths);
  return truths;
}

/** Whether the segment's condition holds at a moment, with the events up to it. */
export function truthAt(world: World, segment: string, moment: number): boolean {
  const truths = truthsOf(world, segment);
  const known = truths.get(moment);
  if (known === undefined) {
    const before = world.doubt.isRaised;
    world.doubt.isRaised = false;
    const when = world.playbook.segments[segment]?.when ?? 'everyone';
    const { journey: _, ...outside } = world;
    const found = world.judge(outside, when, moment, segment);
    truths.set(moment, { holds: found, isDoubtful: world.doubt.isRaised });
    world.doubt.isRaised ||= before;
    return found;
  }
  world.doubt.isRaised ||= known.isDoubtful;
  return known.holds;
}

/** Every stretch up to now: the truth at each moment at which it could turn, one after another. */
export function stretchesOf(world: World, segment: string, now: number): readonly Stretch[] {
  const firstSeen = world.events[0]?.time ?? Number.POSITIVE_INFINITY;
  const stretches: Stretch[] = [];
  for (const moment of [...candidateMoments(world, segment), now]) {
    if (moment < firstSeen || moment > now) continue;
    const last = stretches.at(-1);
    const isInside = last !== undefined && last.to === undefined;
    const isTrue = truthAt(world, segment, moment);
    if (isTrue && !isInside) stretches.push({ from: moment });
    if (!isTrue && isInside) stretches[stretches.length - 1] = { ...last, to: moment };
  }
  return stretches;
}
