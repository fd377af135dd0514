import { isCount, windowOf } from './counting.ts';
import { matches } from './matchers.ts';
import { valuesAt } from './paths.ts';
import { eventsOf, type World, zoneOf } from './world.ts';
import type { Json, WrittenMapping, WrittenSelector } from './written.ts';

const ANY_EVENT: WrittenSelector = { event: 'any' };

/** Of the events that have a property, the share with a value, and how many those are. */
export function affinityHolds(world: World, written: WrittenMapping, now: number): boolean {
  const { affinity: path = '', over = ANY_EVENT, share, count, within, ...tests } = written;
  const isIn = windowOf(world, within, { now, isBucketed: true });
  const having = eventsOf(world, over, now).filter(
    ({ time, properties }) => isIn(time) && valuesAt(properties, path).length > 0,
  );
  const zone = zoneOf(world);
  const liking = having.filter(({ time, properties }) =>
    matches(valuesAt(properties, path), tests as { readonly [test: string]: Json }, { now: time, zone }),
  );
  const shares = having.length === 0 ? [] : [liking.length / having.length];
  const isShare = share === undefined || matches(shares, share, { now, zone });
  return isShare && isCount(count, liking.length);
}
