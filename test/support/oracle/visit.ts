import { lengthOf } from './values.ts';
import type { World } from './world.ts';

/**
 * When the visit that is under way began: what begins visits, at a venue, chains while no more than `endsAfter` lies
 * between, and the last is less than that ago. Undefined: there is none.
 */
export function visitUnderWay({ playbook, events }: World, now: number): number | undefined {
  const { visit } = playbook.settings;
  if (visit === undefined) throw new Error('the playbook says nothing of visits');
  const endsAfter = lengthOf(visit.endsAfter);
  const sightings = events.filter(
    ({ name, time, properties }) =>
      time <= now && name !== undefined && visit.begins.includes(name) && (properties.venue ?? null) !== null,
  );
  let began: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  for (const { time } of sightings) {
    if (began === undefined || time - last > endsAfter) began = time;
    last = time;
  }
  return now < last + endsAfter ? began : undefined;
}
