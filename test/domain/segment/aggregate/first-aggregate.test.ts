import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { createFirstAggregate } from '../../../../domain/segment/aggregate/first-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

function first(within?: number) {
  return createFirstAggregate(
    {
      kind: 'first',
      of: { names: ['A'], where: [] },
      property: ['note'],
      ...(within !== undefined && { withinMilliseconds: within }),
    },
    'UTC',
  );
}

const draft = fc.record({
  name: fc.constantFrom('A', 'A', 'B'),
  properties: fc.record(
    { note: fc.constantFrom<JsonValue>('x', 'y', 1, true, null, [1, 2], [], { deep: 1 }) },
    { requiredKeys: [], noNullPrototype: true },
  ),
});
const noted = (offset: number, note: JsonValue) =>
  anEvent({ name: 'A', messageId: `m-${offset}`, time: NOW + offset, properties: { note } });

/** The first of those that are the first of their bucket and still within the window. */
function naive(events: readonly TrackingEvent[], now: number, within: number): JsonValue | undefined {
  const bucketOf = ({ time }: TrackingEvent) => Math.floor(time / Math.ceil(within / 12));
  const noting = events.filter(({ name, properties }) => name === 'A' && (properties.note ?? null) !== null);
  const firsts = noting.filter(
    (event, index) => !noting.slice(0, index).some((before) => bucketOf(before) === bucketOf(event)),
  );
  return firsts.find(({ time }) => time > now - within)?.properties.note;
}

describe('first', () => {
  it('is the value in the first event that has one, in whatever order they came', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 20 }), (one) => {
        expect(expectLaws(first(), one, (events, now) => naive(events, now, 1e15))).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('in a window leaves at its own time, and takes the rest of its bucket along', () => {
    fc.assert(
      fc.property(
        arbitraryCase(draft, { milliseconds: 200 }),
        fc.integer({ min: 1, max: 250 }),
        (one, within) => {
          expect(expectLaws(first(within), one, (events, now) => naive(events, now, within))).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('given two notes in one bucket, then the second is not told when the first has left', () => {
    const aggregate = first(600);
    const state = foldEach(aggregate, [noted(0, 'first'), noted(1, 'second'), noted(300, 'third')]);
    expect(aggregate.value(state, NOW + 599)).toBe('first');
    expect(aggregate.changesAt(state, NOW + 599)).toBe(NOW + 600);
    expect(aggregate.value(state, NOW + 600)).toBe('third');
    expect(aggregate.value(state, NOW + 900)).toBeUndefined();
    expect(aggregate.changesAt(state, NOW + 900)).toBeNull();
  });

  it('given a value over 1 KiB, then the next one is taken', () => {
    const state = foldEach(first(), [noted(0, 'x'.repeat(1023)), noted(1, 'next')]);
    expect(first().value(state, NOW)).toBe('next');
  });

  it('given a first note so old that it is about to leave, then it is still told', () => {
    const aggregate = first(600);
    const state = foldEach(aggregate, [noted(9, 'first'), noted(600, 'last')]);
    expect(aggregate.value(state, NOW + 608)).toBe('first');
    expect(aggregate.value(state, NOW + 609)).toBe('last');
  });

  it('given a later event, or the same again, then the state is the very same', () => {
    const state = foldEach(first(), [noted(0, 'first')]);
    expect(first().add(state, noted(0, 'first'))).toBe(state);
    expect(first().add(state, noted(1, 'second'))).toBe(state);
  });
});
