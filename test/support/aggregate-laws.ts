import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { JsonValue } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { type Aggregate, REFOLD } from '../../domain/segment/aggregate/aggregate.ts';
import { anEvent, NOW } from './an-event.ts';
import { arbitraryArrival } from './arbitrary-history.ts';

/** A history, the ways in which it may arrive, and when it is asked about. */
export interface AggregateCase {
  readonly events: readonly TrackingEvent[];
  /** Which profile each event came to, and in what order, before all were merged. */
  readonly parts: readonly (readonly TrackingEvent[])[];
  /** Not before the last event. */
  readonly now: number;
}

type EventDraft = Pick<TrackingEvent, 'name' | 'properties'> & { readonly millisecond: number };

/** Histories of events within so few milliseconds that ties and the edges of windows are met often. */
export function arbitraryCase(
  draft: fc.Arbitrary<Pick<TrackingEvent, 'name' | 'properties'>>,
  { maxLength = 50, milliseconds = 40, later = 60 } = {},
): fc.Arbitrary<AggregateCase> {
  const drafts = fc.array(fc.tuple(draft, fc.nat({ max: milliseconds })), { maxLength, size: 'max' });
  return fc
    .tuple(drafts, fc.nat({ max: later }))
    .map(([sent, after]) => {
      const events = sent.map(([event, millisecond], index) => toEvent({ ...event, millisecond }, index));
      return { events, now: Math.max(NOW, ...events.map(({ time }) => time)) + after };
    })
    .chain(({ events, now }) => arbitraryArrival(events).map((parts) => ({ events, parts, now })));
}

function toEvent({ name = 'A', properties, millisecond }: EventDraft, index: number): TrackingEvent {
  // Their messageIds are in no order: ties of time are broken otherwise than events are numbered.
  return anEvent({ messageId: `m-${(index * 37) % 101}`, name, properties, time: NOW + millisecond });
}

/** By (time, messageId). */
export function inOrder(events: readonly TrackingEvent[]): readonly TrackingEvent[] {
  return events.toSorted((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1));
}

/** Folds events in the order given; where only the bytes stay the same, the very same state must. */
export function foldEach(aggregate: Aggregate, events: readonly TrackingEvent[]): JsonValue | undefined {
  let state: JsonValue | undefined;
  for (const event of events) {
    const next = aggregate.add(state, event);
    if (next === REFOLD) return REFOLD;
    if (JSON.stringify(next) === JSON.stringify(state)) expect(next).toBe(state);
    state = next;
  }
  return state;
}

/** Folds the events of each profile by themselves, and merges the profiles one after another. */
export function foldParts(
  aggregate: Aggregate,
  parts: readonly (readonly TrackingEvent[])[],
): JsonValue | undefined {
  let merged: JsonValue | undefined;
  for (const part of parts) {
    const state = foldEach(aggregate, part);
    if (state === REFOLD) return REFOLD;
    if (merged === undefined || state === undefined) merged ??= state;
    else merged = aggregate.merge(merged, state);
    if (merged === REFOLD) return REFOLD;
  }
  return merged;
}

/**
 * Holds an aggregate against its promises and a naive reading of all events.
 * @returns how many of the two ways of arriving asked for a refold
 */
export function expectLaws(
  aggregate: Aggregate,
  { events, parts, now }: AggregateCase,
  naive: (events: readonly TrackingEvent[], now: number) => JsonValue | undefined,
): number {
  const state = foldEach(aggregate, inOrder(events));
  expect(state).not.toBe(REFOLD);
  const arrived = [foldEach(aggregate, parts.flat()), foldParts(aggregate, parts)];
  for (const other of arrived) {
    if (other !== REFOLD) expect(JSON.stringify(other)).toBe(JSON.stringify(state));
  }
  expectValues(aggregate, stored(state), now, (moment) => naive(inOrder(events), moment));
  return arrived.filter((other) => other === REFOLD).length;
}

/** The value is right now, and at each later millisecond of some: it does not change before `changesAt`. */
function expectValues(
  aggregate: Aggregate,
  state: JsonValue | undefined,
  now: number,
  naive: (now: number) => JsonValue | undefined,
): void {
  let turn = now;
  for (let moment = now; moment < now + 100; moment += 1) {
    const value = aggregate.value(state, moment);
    expect(value).toEqual(naive(moment));
    if (moment > now && JSON.stringify(value) !== JSON.stringify(aggregate.value(state, moment - 1))) {
      expect(moment).toBeGreaterThanOrEqual(turn);
    }
    if (moment >= turn) turn = aggregate.changesAt(state, moment) ?? Number.POSITIVE_INFINITY;
    expect(turn).toBeGreaterThan(moment);
  }
}

function stored(state: JsonValue | undefined): JsonValue | undefined {
  return state === undefined ? undefined : (JSON.parse(JSON.stringify(state)) as JsonValue);
}
