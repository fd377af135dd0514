import { matches } from './matchers.ts';
import { elementsOf, valuesAt } from './paths.ts';
import { lengthOf } from './values.ts';
import { eventsOf, type ToldEvent, type World, zoneOf } from './world.ts';
import type { WrittenMapping, WrittenSelector } from './written.ts';

const SIGHTINGS: WrittenSelector = { event: ['Beacon Entered', 'Beacon Left'] };
const USUAL_TIMEOUT = '30 minutes';

/** The latest sighting in each venue, if it was no leaving and is not too long ago. */
function presences(world: World, now: number): Map<string, ToldEvent> {
  const latest = new Map<string, ToldEvent>();
  for (const event of eventsOf(world, SIGHTINGS, now)) {
    const { venue } = event.properties;
    if (typeof venue === 'string') latest.set(venue, event);
  }
  for (const [venue, { name, time }] of latest) {
    if (name !== 'Beacon Entered' || now >= time + timeoutOf(world, venue)) latest.delete(venue);
  }
  return latest;
}

/** How long a sighting counts, in milliseconds. */
export function timeoutOf({ playbook }: World, venue: string): number {
  return lengthOf(playbook.settings.venues?.[venue]?.timeout ?? USUAL_TIMEOUT);
}

/** Is in that venue now, or in any; and in a zone that is meant. */
export function presenceHolds(world: World, { at = 'any', zone }: WrittenMapping, now: number): boolean {
  return [...presences(world, now)].some(([venue, { properties }]) => {
    if (at !== 'any' && at !== venue) return false;
    const found = elementsOf(valuesAt(properties, 'zone'));
    return zone === undefined || matches(found, zone, { now, zone: zoneOf(world) });
  });
}
