import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import { type Aggregate, REFOLD } from '../../../../domain/segment/aggregate/aggregate.ts';
import type { Measure, Opening } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createMeasureSinceAggregate } from '../../../../domain/segment/aggregate/measure-since-aggregate.ts';
import { arbitraryCase, expectLaws, foldEach, inOrder } from '../../../support/aggregate-laws.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { measureNaively } from '../../../support/measure-naively.ts';

const of = { names: ['A', 'Both'], where: [] };
const opens = { names: ['Opened', 'Both'], where: [] };
const VISIT = { begins: { names: ['Opened', 'Both'], where: [] }, endsAfterMilliseconds: 5 };

function aMeasureSince(since: Opening, measure: Measure = 'sum', within?: number): Aggregate {
  return createMeasureSinceAggregate(
    {
      kind: 'measure-since',
      of,
      measure,
      property: measure === 'count' ? null : ['price'],
      since,
      ...(within !== undefined && { withinMilliseconds: within }),
    },
    'UTC',
  );
}

const price = fc.constantFrom<JsonValue>(5, '5', 0.1, -3, 'free');
const draft = fc.record({
  name: fc.constantFrom(...Array<string>(60).fill('A'), 'Opened', 'Both', 'Else'),
  properties: fc.record(
    { price: fc.oneof(price, fc.array(price, { maxLength: 3 })), venue: fc.constantFrom('bar', 'lobby') },
    { requiredKeys: [], noNullPrototype: true },
  ),
});
/** More than is remembered, often, and mostly at times of their own. */
const MILLISECONDS = 150;
const longCase = arbitraryCase(draft, { maxLength: 160, milliseconds: MILLISECONDS });
const measure = fc.constantFrom<Measure>('count', 'sum', 'average', 'min', 'max', 'unique');
const within = fc.option(fc.integer({ min: 1, max: 150 }), { nil: undefined });
const sent = (name: string, time: number, properties: Record<string, JsonValue> = { price: 1 }) =>
  anEvent({ name, messageId: `m-${time}`, time, properties });

/** Those that are measured after a moment, within a span, whose bucket counts. */
function counted(
  events: readonly TrackingEvent[],
  now: number,
  after: number | undefined,
  span = 1e6,
  window?: number,
) {
  const bucketOf = (time: number) => Math.floor(time / Math.ceil((window ?? 60) / 60));
  return events.filter(
    ({ name = '', time }) =>
      of.names.includes(name) &&
      after !== undefined &&
      time > after &&
      time <= after + span &&
      (window === undefined || bucketOf(time) >= bucketOf(now) - 60),
  );
}

function timesOf(events: readonly TrackingEvent[]) {
  return events.filter(({ name = '' }) => opens.names.includes(name)).map(({ time }) => time);
}

/** The first moment of the visit under way, found by going back from the last event of a visit. */
function visitStart(events: readonly TrackingEvent[], now: number): number | undefined {
  const times = timesOf(events.filter(({ properties }) => properties.venue !== undefined)).sort(
    (a, b) => b - a,
  );
  let [start] = times;
  if (start === undefined || now >= start + 5) return undefined;
  for (const time of times) if (start - time <= 5) start = time;
  return start;
}

describe('measure since an event', () => {
  it('is what the events after the latest such amount to, or asks for a refold', () => {
    const span = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });
    let refolds = 0;
    fc.assert(
      fc.property(longCase, measure, span, within, (one, kind, spanned, window) => {
        const opening: Opening = {
          kind: 'event',
          of: opens,
          ...(spanned !== undefined && { spanMilliseconds: spanned }),
        };
        refolds += expectLaws(aMeasureSince(opening, kind, window), one, (events, now) =>
          measureNaively(kind, counted(events, now, timesOf(events).at(-1), spanned, window)),
        );
      }),
      { numRuns: 150 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(150);
  });

  it('given no more than it remembers, then it never asks for a refold', () => {
    fc.assert(
      fc.property(arbitraryCase(draft, { maxLength: 32 }), (one) => {
        const refolds = expectLaws(aMeasureSince({ kind: 'event', of: opens }, 'count'), one, (events, now) =>
          measureNaively('count', counted(events, now, timesOf(events).at(-1))),
        );
        expect(refolds).toBe(0);
      }),
    );
  });

  it('given an opening among more events than it remembers, then it asks for a refold', () => {
    const sum = aMeasureSince({ kind: 'event', of: opens });
    const state = foldEach(
      sum,
      Array.from({ length: 40 }, (_, index) => sent('A', NOW + index)),
    );
    expect(sum.add(state, sent('Opened', NOW + 6))).toBe(REFOLD);
    expect(sum.value(sum.add(state, sent('Opened', NOW + 7)), NOW + 40)).toBe(32);
  });
});

/** An entry is told with every fifteenth event; the last of them, in any case, in the end. */
function foldWithEntries(aggregate: Aggregate, events: readonly TrackingEvent[], entries: readonly number[]) {
  const openAt = (state: JsonValue | undefined, entry = 0) => aggregate.openAt?.(state, NOW + entry);
  let state: JsonValue | undefined;
  for (const [index, event] of events.entries()) {
    const added = aggregate.add(state, event);
    const entry = entries[index / 15];
    state = added === REFOLD || entry === undefined ? added : openAt(added, entry);
    if (state === REFOLD) return REFOLD;
  }
  return openAt(state, entries.at(-1));
}

describe('measure since an entry', () => {
  const sum = aMeasureSince({ kind: 'entry', aggregate: 'e' });

  it('is what the events after it amount to, wherever it turns out to be, or asks for a refold', () => {
    const moments = fc.array(fc.integer({ min: -1, max: MILLISECONDS }), { minLength: 1, maxLength: 4 });
    let refolds = 0;
    fc.assert(
      fc.property(longCase, moments, within, ({ events, parts, now }, entries, window) => {
        // given
        const aggregate = aMeasureSince({ kind: 'entry', aggregate: 'e' }, 'count', window);
        const entryAt = NOW + (entries.at(-1) ?? 0);
        // when
        const state = foldWithEntries(aggregate, parts.flat(), entries);
        // then
        if (state === REFOLD) refolds += 1;
        else {
          const naive = measureNaively('count', counted(events, now, entryAt, undefined, window));
          expect(aggregate.value(state, now)).toEqual(naive);
        }
      }),
      { numRuns: 150 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(270);
  });

  it('keeps the same bytes however parts were merged, once the entry is told', () => {
    fc.assert(
      fc.property(longCase, fc.integer({ min: 20, max: MILLISECONDS }), (one, entry) => {
        // given
        const opened = (events: readonly TrackingEvent[]) => {
          const state = foldEach(sum, events);
          return state === undefined ? undefined : sum.openAt?.(state, NOW + entry);
        };
        const expected = opened(inOrder(one.events));
        // when
        const [first, second] = one.parts.map(opened);
        const rest = opened(one.parts.slice(2).flat());
        const states = [first, second, rest].filter((state) => state !== undefined);
        if (states.includes(REFOLD) || expected === REFOLD) return;
        const merged = states.reduce<JsonValue | undefined>(
          (all, state) => (all === undefined || all === REFOLD ? (all ?? state) : sum.merge(all, state)),
          undefined,
        );
        // then
        if (merged !== REFOLD) expect(JSON.stringify(merged)).toBe(JSON.stringify(expected));
      }),
      { numRuns: 150 },
    );
  });

  it('given an entry that is told again, then the state is the very same', () => {
    const state = sum.openAt?.(foldEach(sum, [sent('A', NOW + 1)]), NOW);
    expect(sum.openAt?.(state, NOW)).toBe(state);
    expect(sum.value(state, NOW + 1)).toBe(1);
    expect(sum.value(sum.openAt?.(state, null), NOW + 1)).toBe(0);
  });
});

describe('measure of a visit', () => {
  it('is what the events of the visit under way amount to, or asks for a refold', () => {
    let refolds = 0;
    fc.assert(
      fc.property(
        arbitraryCase(draft, { maxLength: 160, milliseconds: MILLISECONDS, later: 7 }),
        measure,
        within,
        (one, kind, window) => {
          refolds += expectLaws(
            aMeasureSince({ kind: 'visit', visit: VISIT }, kind, window),
            one,
            (events, now) => {
              const start = visitStart(events, now);
              return measureNaively(
                kind,
                counted(events, now, start === undefined ? undefined : start - 1, undefined, window),
              );
            },
          );
        },
      ),
      { numRuns: 200 },
    );
    expect(refolds).toBeGreaterThan(0);
    expect(refolds).toBeLessThan(600);
  });

  it('given one visit and no more than it remembers, then late events need no refold', () => {
    const count = aMeasureSince({ kind: 'visit', visit: VISIT }, 'count');
    const events = [
      sent('Both', NOW + 8, { venue: 'bar' }),
      sent('A', NOW + 4),
      sent('Opened', NOW + 3, { venue: 'bar' }),
      sent('A', NOW + 2),
    ];
    expect(count.value(foldEach(count, events), NOW + 10)).toBe(2);
    expect(count.changesAt(foldEach(count, events), NOW + 10)).toBe(NOW + 13);
  });
});
