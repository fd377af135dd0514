import { countedEvents, isCount } from './counting.ts';
import { matches } from './matchers.ts';
import { amountOf, doubtManyValues } from './measures.ts';
import { eventsOf, type World, zoneOf } from './world.ts';
import { MEASURES, type WrittenMapping, type WrittenSelector } from './written.ts';

/** The guest did it, so often, or so much of it. */
export function eventHolds(world: World, written: WrittenMapping, now: number): boolean {
  const measures = MEASURES.filter((measure) => written[measure] !== undefined);
  const isCounted = measures.length === 0 || written.count !== undefined;
  if (isCounted && !isCount(written.count, countedEvents(world, written, now).length)) return false;
  if (measures.length === 0) return true;
  const events = countedEvents(world, written, now, { isMeasured: true });
  return measures.every((measure) => {
    const { of, ...tests } = written[measure] ?? { of: '' };
    if (measure === 'unique') {
      doubtManyValues(world, eventsOf(world, written as WrittenSelector, now), of);
    }
    const amount = amountOf(measure, events, of);
    return matches(amount === undefined ? [] : [amount], tests, { now, zone: zoneOf(world) });
  });
}
