import { countedEvents, isCount } from './counting.ts';
import { matches } from './matchers.ts';
import { amountOf, doubtManyValues } from './measures.ts';
import { eventsOf, type ToldEvent, type World, zoneOf } from './world.ts';
import { MEASURES, type WrittenMapping, type WrittenSelector } from './written.ts';

/** The guest did it, so often, and so much of it: at least once, unless it is said otherwise. */
export function eventHolds(world: World, written: WrittenMapping, now: number): boolean {
  const measures = MEASURES.filter((measure) => written[measure] !== undefined);
  const zone = zoneOf(world);
  const asks = (measure: (typeof MEASURES)[number], events: readonly ToldEvent[]) => {
    const { of, ...tests } = written[measure] ?? { of: '' };
    const amount = amountOf(measure, events, of);
    return matches(amount === undefined ? [] : [amount], tests, { now, zone });
  };
  // What is true of no events at all is asked only of those who did it; otherwise the events tell by themselves.
  const isCounted = written.count !== undefined || measures.every((measure) => asks(measure, []));
  if (isCounted && !isCount(written.count, countedEvents(world, written, now).length)) return false;
  if (measures.length === 0) return true;
  const events = countedEvents(world, written, now, { isMeasured: true });
  return measures.every((measure) => {
    if (measure === 'unique') {
      const { of = '' } = written.unique ?? {};
      doubtManyValues(world, eventsOf(world, written as WrittenSelector, now), of);
    }
    return asks(measure, events);
  });
}
