import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { foldAggregates, mergeAggregates } from '../../domain/segment/aggregate/fold-aggregates.ts';

type States = Profile['aggregates'];

/** Folds events in the order given. */
export function foldInOrder(active: ActiveProgram, events: readonly TrackingEvent[]): States | 'refold' {
  let states: States = {};
  for (const event of events) {
    const folded = foldAggregates(active, states, event);
    if (folded === 'refold') return 'refold';
    states = folded.states;
  }
  return states;
}

/** Folds all events by (time, messageId), as a refold does. */
export function refold(active: ActiveProgram, events: readonly TrackingEvent[]): States {
  const ordered = events.toSorted((a, b) => a.time - b.time || (a.messageId < b.messageId ? -1 : 1));
  const states = foldInOrder(active, ordered);
  if (states === 'refold') throw new Error('a fold in time order must never need another');
  return states;
}

/** Folds each part by itself and merges them one after another. */
export function foldAndMerge(
  active: ActiveProgram,
  parts: readonly (readonly TrackingEvent[])[],
): States | 'refold' {
  let merged: States = {};
  for (const part of parts) {
    const states = foldInOrder(active, part);
    const both = states === 'refold' ? 'refold' : mergeAggregates(active, merged, states);
    if (both === 'refold') return 'refold';
    merged = both;
  }
  return merged;
}
