import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram, TouchedAggregate } from '../../playbook/program/active-program.ts';
import type { OwnRecords } from '../../profile/own-records.ts';
import type { Profile } from '../../profile/profile.ts';
import { EditedRecord } from '../edited-record.ts';
import { REFOLD } from './aggregate.ts';

/** The states after an event, and which of them it changed. */
export interface FoldedAggregates {
  readonly states: Profile['aggregates'];
  readonly changed: readonly TouchedAggregate[];
}

/**
 * Takes one event into the aggregates that it matches; the others are not looked at.
 * @param own records that are changed in place
 * @returns 'refold' if a bounded state cannot tell: all events must be folded anew, by (time, messageId)
 */
export function foldAggregates(
  active: ActiveProgram,
  states: Profile['aggregates'],
  event: TrackingEvent,
  own: OwnRecords = {},
): FoldedAggregates | 'refold' {
  const { certain, possible } = active.aggregatesByEvent.decide(event);
  const changed: TouchedAggregate[] = [];
  const after: JsonValue[] = [];
  for (let place = 0; place < certain.length + possible.length; place += 1) {
    const touched = certain[place] ?? possible[place - certain.length];
    if (touched === undefined) continue;
    const before = states[touched.id];
    const state = stateAfter(touched, before, event, place < certain.length);
    if (state === REFOLD) return REFOLD;
    if (state === undefined || state === before) continue;
    changed.push(touched);
    after.push(state);
  }
  // Not before all can tell: an event is in all states or in none.
  return { states: withStates(states, { changed, after }, own), changed };
}

function withStates(
  states: Profile['aggregates'],
  { changed, after }: { readonly changed: readonly TouchedAggregate[]; readonly after: readonly JsonValue[] },
  own: OwnRecords,
): Profile['aggregates'] {
  if (changed.length === 0) return states;
  const edited = new EditedRecord(states, own.aggregates);
  for (const [place, { id }] of changed.entries()) edited.set(id, after[place]);
  own.aggregates = edited.now;
  return edited.now;
}

function stateAfter(
  { aggregate }: TouchedAggregate,
  before: JsonValue | undefined,
  event: TrackingEvent,
  isMatched: boolean,
): JsonValue | undefined {
  return isMatched && aggregate.addMatched
    ? aggregate.addMatched(before, event)
    : aggregate.add(before, event);
}

/**
 * Unites the aggregates of two profiles whose events are apart. States of aggregates that the program does not know
 * are dropped: nothing asks about them. Entries must be mergeable: of each, one has a state at most.
 * @returns 'refold' if a bounded state cannot tell
 */
export function mergeAggregates(
  active: ActiveProgram,
  a: Profile['aggregates'],
  b: Profile['aggregates'],
): Profile['aggregates'] | 'refold' {
  const merged: Record<string, JsonValue> = {};
  for (const id of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const state = mergeOne(active, id, a[id], b[id]);
    if (state === REFOLD) return REFOLD;
    if (state !== undefined) merged[id] = state;
  }
  return merged;
}

function mergeOne(
  active: ActiveProgram,
  id: string,
  a: JsonValue | undefined,
  b: JsonValue | undefined,
): JsonValue | undefined {
  if (active.entries.byId.has(id)) return a ?? b;
  const aggregate = active.aggregates.get(id);
  if (aggregate === undefined) return undefined;
  if (a === undefined) return b;
  return b === undefined ? a : aggregate.merge(a, b);
}
