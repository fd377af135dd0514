import type { JsonValue } from '../../event/json.ts';
import type { Asking } from './asking.ts';
import { earlier } from './verdict.ts';

/** What an aggregate amounts to now; undefined: nothing. */
export function aggregateValue(asking: Asking, id: string): JsonValue | undefined {
  return asking.active.aggregates.get(id)?.value(presentState(asking, id), asking.now);
}

/** The times that an aggregate of times tells, ascending. */
export function aggregateTimes(asking: Asking, id: string): readonly number[] {
  return (aggregateValue(asking, id) ?? []) as number[];
}

/** When time alone may next change what an aggregate amounts to; null: never. */
export function aggregateChangesAt(asking: Asking, id: string): number | null {
  const changesAt = asking.active.aggregates.get(id)?.changesAt(presentState(asking, id), asking.now) ?? null;
  const opening = openingOf(asking, id);
  return opening === undefined ? changesAt : earlier(changesAt, asking.entry(opening).changesAt);
}

/** The state, begun anew where an entry has come since the last event. */
function presentState(asking: Asking, id: string): JsonValue | undefined {
  const state = asking.profile.aggregates[id];
  const opening = openingOf(asking, id);
  if (opening === undefined) return state;
  const { last, opened } = asking.entry(opening);
  if (last === null || last === opened) return state;
  return asking.active.aggregates.get(id)?.openAt?.(state, last);
}

/** The `entry` aggregate that begins a measure anew. */
function openingOf({ active }: Asking, id: string): string | undefined {
  return active.openings.get(id);
}
