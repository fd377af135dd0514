import { lastEntry } from './entries.ts';
import { lengthOf, momentOf } from './values.ts';
import { eventsOf, type World, zoneOf } from './world.ts';
import type { WrittenSince } from './written.ts';

/** Only events strictly after `after` count, up to `until`, that moment included. */
export interface Opening {
  readonly after: number;
  readonly until: number;
}

/** From when events count; undefined: it never happened, and nothing does. */
export function openingOf(world: World, since: WrittenSince | undefined, now: number): Opening | undefined {
  const from = (after: number | undefined, length?: number) =>
    after === undefined ? undefined : { after, until: length === undefined ? Infinity : after + length };
  if (since === undefined) {
    return from(world.journey?.isClock === true ? world.journey.entryAt : Number.NEGATIVE_INFINITY);
  }
  if (since === 'entry') return from(world.journey?.entryAt);
  if (typeof since === 'string') return from((momentOf(since, zoneOf(world)) ?? NaN) - 1);
  if ('segment' in since) return from(lastEntry(world, since.segment, now));
  const latest = eventsOf(world, since, now).at(-1);
  return from(latest?.time, since.for === undefined ? undefined : lengthOf(since.for));
}
