import { doubtManyMatches, isMatched } from './matching.ts';
import { openingOf } from './since.ts';
import { visitUnderWay } from './visit.ts';
import { isWithin, isWithinBuckets } from './windows.ts';
import { eventsOf, type ToldEvent, type World } from './world.ts';
import type { WrittenCount, WrittenMapping, WrittenSelector, WrittenWithin } from './written.ts';

/**
 * The events that a condition is about now.
 * @param isMeasured what is measured comes and goes by buckets, as what is counted in a range does
 */
export function countedEvents(
  world: World,
  written: WrittenMapping,
  now: number,
  { isMeasured = false }: { readonly isMeasured?: boolean } = {},
): readonly ToldEvent[] {
  const opening = openingOf(world, written.since, now);
  if (opening === undefined) return [];
  doubtManyMatches(world, written, now);
  const isIn = windowOf(world, written.within, {
    now,
    isBucketed: isMeasured || Array.isArray(written.within),
  });
  return eventsOf(world, written as WrittenSelector, now).filter(
    (event) =>
      event.time > opening.after &&
      event.time <= opening.until &&
      isIn(event.time) &&
      isMatched(world, written, event, now),
  );
}

/** Whether a moment lies in a window, or in the visit that is under way. */
export function windowOf(
  world: World,
  within: WrittenWithin | undefined,
  { now, isBucketed }: { readonly now: number; readonly isBucketed: boolean },
): (time: number) => boolean {
  if (within === 'visit') {
    const began = visitUnderWay(world, now);
    return (time) => began !== undefined && time >= began && time <= now;
  }
  if (isBucketed) return (time) => isWithinBuckets(time, within, now);
  return (time) => isWithin(time, within as string | undefined, now);
}

/** Whether a number of events is one that an author asks for: at least one, unless they say otherwise. */
export function isCount(written: WrittenCount | undefined, number: number): boolean {
  if (written === undefined) return number >= 1;
  if (typeof written === 'number') return number === written;
  return Object.entries(written).every(([test, expected]) => {
    const [from, to] = Array.isArray(expected) ? expected : [expected, expected];
    switch (test) {
      case 'atLeast':
        return number >= from;
      case 'atMost':
        return number <= from;
      case 'is':
        return number === from;
      case 'moreThan':
        return number > from;
      case 'lessThan':
        return number < from;
      default:
        return number >= from && number <= to;
    }
  });
}
