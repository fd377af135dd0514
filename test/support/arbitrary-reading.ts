import * as fc from 'fast-check';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';

type Batches = TrackingEvent[][];

/**
 * How two readers may get events: each event comes to one of them or to both, in any order, in batches of any size, and
 * the second half of a batch may come again, as it does where a reader stopped before it said so.
 */
export function arbitraryReading(events: readonly TrackingEvent[]): fc.Arbitrary<[Batches, Batches]> {
  const ordered = fc.shuffledSubarray([...events], { minLength: events.length });
  const goesTo = fc.constantFrom('one', 'other', 'both');
  const seats = fc.array(goesTo, { minLength: events.length, maxLength: events.length });
  return fc.tuple(ordered, ordered, seats).chain(([forOne, forOther, places]) => {
    const placeOf = new Map(events.map((event, index) => [event, places[index]]));
    return fc.tuple(
      arbitraryBatches(forOne.filter((event) => placeOf.get(event) !== 'other')),
      arbitraryBatches(forOther.filter((event) => placeOf.get(event) !== 'one')),
    );
  });
}

/** Both readers get the same batches, as around a shard that is read twice. */
export function arbitraryTwin(events: readonly TrackingEvent[]): fc.Arbitrary<[Batches, Batches]> {
  return fc
    .shuffledSubarray([...events], { minLength: events.length })
    .chain(arbitraryBatches)
    .map((batches) => [batches, batches]);
}

function arbitraryBatches(events: readonly TrackingEvent[]): fc.Arbitrary<Batches> {
  const size = fc.integer({ min: 1, max: 5 });
  return fc.array(fc.tuple(size, fc.boolean()), { minLength: 1, maxLength: 5 }).map((plan) => {
    const batches: Batches = [];
    for (let at = 0, turn = 0; at < events.length; turn += 1) {
      const [length, comesAgain] = plan[turn % plan.length] ?? [1, false];
      const batch = events.slice(at, at + length);
      batches.push(batch, ...(comesAgain ? [batch.slice(Math.floor(batch.length / 2))] : []));
      at += length;
    }
    return batches;
  });
}
