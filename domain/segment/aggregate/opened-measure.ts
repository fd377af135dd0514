import type { JsonValue } from '../../event/json.ts';
import { REFOLD } from './aggregate.ts';
import type { Monoid } from './measure.ts';
import type { MeasureWindow } from './measure-window.ts';
import { createRecentPartsKeeper, type RecentParts } from './recent-parts.ts';

/** So much is remembered for an opening that comes, or moves, after the events that it counts: 32 numbers. */
export const RECENT_PARTS = 32;

/** A measure of the events after a moment. */
export interface OpenedMeasure extends RecentParts {
  /** Only what is after it counts; null: nothing does. */
  readonly after: number | null;
  /** The window's state of what counts; null: nothing has. */
  readonly measured: JsonValue;
}

export const NEVER_OPENED: OpenedMeasure = { after: null, measured: null, parts: [], forgotten: null };

export interface OpenedMeasureRules {
  readonly monoid: Monoid;
  readonly window: MeasureWindow;
  /** Only what is in (after, after + span] counts. */
  readonly spanMilliseconds: number;
  /** True if the moment only ever moves forward: then nothing before it is remembered. */
  readonly isForwardOnly: boolean;
}

export interface OpenedMeasureKeeper {
  /** Takes in what happened at a time. Answers the very same where nothing changes. */
  add(opened: OpenedMeasure, time: number, part: JsonValue): OpenedMeasure;
  /** Counts anew, after another moment; 'refold' if something after it has been forgotten. */
  openAfter(opened: OpenedMeasure, after: number | null): OpenedMeasure | typeof REFOLD;
  /** Of two that count after the same moment. */
  unite(a: OpenedMeasure, b: OpenedMeasure): OpenedMeasure;
}

export function createOpenedMeasureKeeper(rules: OpenedMeasureRules): OpenedMeasureKeeper {
  const { monoid, window, spanMilliseconds, isForwardOnly } = rules;
  const recentParts = createRecentPartsKeeper(monoid, RECENT_PARTS);
  const isCounted = (time: number, after: number | null) =>
    after !== null && time > after && time <= after + spanMilliseconds;
  const measureAfter = (after: number | null, recent: RecentParts): JsonValue =>
    recentParts
      .after(recent, after ?? Infinity)
      .filter(([time]) => isCounted(time, after))
      .reduce<JsonValue>((state, [time, part]) => window.add(state ?? undefined, time, part), null);

  return {
    add(opened, time, part) {
      const { after } = opened;
      if (isForwardOnly && after !== null && time <= after) return opened;
      const { parts, forgotten } = recentParts.add(opened, time, part);
      const measured = isCounted(time, after)
        ? window.add(opened.measured ?? undefined, time, part)
        : opened.measured;
      if (parts === opened.parts && measured === opened.measured) return opened;
      return { after, measured, parts, forgotten };
    },
    openAfter(opened, after) {
      const { parts, forgotten } = opened;
      if (after === opened.after) return opened;
      if (after !== null && forgotten !== null && forgotten > after) return REFOLD;
      const measured = measureAfter(after, opened);
      if (!isForwardOnly || after === null) return { after, measured, parts, forgotten };
      return { after, measured, ...recentParts.withoutUntil(opened, after) };
    },
    unite(a, b) {
      const { parts, forgotten } = recentParts.unite(a, b);
      const measured = unitePresent(a.measured, b.measured, window);
      return { after: a.after, measured, parts, forgotten };
    },
  };
}

function unitePresent(a: JsonValue, b: JsonValue, window: MeasureWindow): JsonValue {
  if (a === null) return b;
  return b === null ? a : window.unite(a, b);
}
