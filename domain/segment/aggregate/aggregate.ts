import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';

/** Said instead of a state by an aggregate whose bounded memory cannot tell: fold all events anew. */
export const REFOLD = 'refold';

/**
 * What is remembered of events. States are JSON and the same, byte for byte, for the same set of events, in whatever
 * order they came and however they were merged; undefined is the state of no events.
 */
export interface Aggregate {
  /** Takes an event in. Answers the very state it was given where the event does not matter to it. */
  add(state: JsonValue | undefined, event: TrackingEvent): JsonValue | undefined;
  /** The same, of an event that is known to match. Only where there is but one selector. */
  addMatched?(state: JsonValue | undefined, event: TrackingEvent): JsonValue | undefined;
  /** The state of both sets of events together. */
  merge(a: JsonValue, b: JsonValue): JsonValue;
  /** What it amounts to now; undefined: nothing. */
  value(state: JsonValue | undefined, now: number): JsonValue | undefined;
  /** When time alone may next change the value; null: never. */
  changesAt(state: JsonValue | undefined, now: number): number | null;
  /**
   * Counts anew, only what happened strictly after a moment; null: nothing. Only on what an `entry` opens: called by
   * whoever finds that the last entry is another one. May answer REFOLD.
   */
  openAt?(state: JsonValue | undefined, moment: number | null): JsonValue | undefined;
}
