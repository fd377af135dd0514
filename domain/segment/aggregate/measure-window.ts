import type { JsonValue } from '../../event/json.ts';

/** Parts of a measure, remembered as far as a window needs them. No state: no part has come. */
export interface MeasureWindow {
  /** Takes in what happened at a time. Answers the very state it was given where that adds nothing. */
  add(state: JsonValue | undefined, time: number, part: JsonValue): JsonValue;
  unite(a: JsonValue, b: JsonValue): JsonValue;
  value(state: JsonValue | undefined, now: number): JsonValue | undefined;
  changesAt(state: JsonValue | undefined, now: number): number | null;
}
