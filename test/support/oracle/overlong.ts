import { countedEvents } from './counting.ts';
import { differentValues } from './measures.ts';
import { quietTime } from './sequence.ts';
import { lengthOf } from './values.ts';
import { eventsOf, isMeant, type World } from './world.ts';
import type { Written, WrittenMapping, WrittenStep } from './written.ts';

const REMEMBERED_MATCHES = 32;
const REMEMBERED_SIGHTINGS = 101;
const BUCKETS = 60;

/** The same of what is computed. */
export function overlongTraits(world: World, now: number): readonly string[] {
  const isOverlong = Object.values(world.playbook.traits).some(({ unique, of: { within, ...selector } }) => {
    if (unique === undefined || !Array.isArray(within)) return false;
    return sightingsOf(world, { ...selector, within, unique: { of: unique } }, now) > REMEMBERED_SIGHTINGS;
  });
  return isOverlong ? ['over 101 sightings in a range'] : [];
}

/** What there is more of than a bounded state could remember one by one. */
export function overlongOf(world: World, written: Written, now: number): readonly string[] {
  if (written === 'everyone') return [];
  const { sequence, unique, within } = written;
  if (sequence !== undefined && matchesOf(world, sequence, now) > REMEMBERED_MATCHES)
    return ['over 32 matches that must be quiet'];
  if (unique === undefined || !Array.isArray(within)) return [];
  return sightingsOf(world, written, now) > REMEMBERED_SIGHTINGS ? ['over 101 sightings in a range'] : [];
}

/** Of a sequence of one step, when it was complete and was not undone since. */
function matchesOf(world: World, [step, last]: readonly WrittenStep[], now: number): number {
  if (step === undefined || last === undefined || 'not' in step || !('not' in last)) return 0;
  if (quietTime(last) === undefined) return 0;
  const undone = eventsOf(world, last.not, now).at(-1)?.time ?? Number.NEGATIVE_INFINITY;
  const times = world.events
    .filter((event) => event.time > undone && event.time <= now && isMeant(world, step, event))
    .map(({ time }) => time);
  return new Set(times).size;
}

/** In how many buckets each value of a range was seen. */
function sightingsOf(world: World, written: WrittenMapping, now: number): number {
  const [far = ''] = written.within ?? [];
  const size = Math.ceil(lengthOf(far) / BUCKETS);
  const events = countedEvents(world, written, now, { isMeasured: true });
  const buckets = Map.groupBy(events, ({ time }) => Math.floor(time / size));
  return [...buckets.values()].reduce(
    (sum, some) => sum + differentValues(some, written.unique?.of ?? '').length,
    0,
  );
}
