import type { JsonValue } from '../../event/json.ts';
import type { Monoid } from './measure.ts';
import { keepNewest } from './newest-entries.ts';

/** All that happened in one millisecond, united. */
export type TimedPart = readonly [time: number, part: JsonValue];

/** What of the latest events is measured, for whoever comes to ask since a moment. */
export interface RecentParts {
  /** Ascending by time. */
  readonly parts: readonly TimedPart[];
  /** Of what happened until then, inclusive, no more is known; null: all is. */
  readonly forgotten: number | null;
}

export const NO_PARTS: RecentParts = { parts: [], forgotten: null };

/** How what is recent is kept: as much as `limit` numbers take, or the last millisecond alone. */
export interface RecentPartsKeeper {
  /** Answers the very same where nothing changes. */
  add(recent: RecentParts, time: number, part: JsonValue): RecentParts;
  unite(a: RecentParts, b: RecentParts): RecentParts;
}

export function createRecentPartsKeeper(monoid: Monoid, limit: number): RecentPartsKeeper {
  const add = (recent: RecentParts, time: number, part: JsonValue): RecentParts => {
    const { parts, forgotten } = recent;
    if (forgotten !== null && time <= forgotten) return recent;
    const place = parts.findLastIndex(([other]) => other <= time);
    const found = parts[place];
    if (found?.[0] !== time) return within(parts.toSpliced(place + 1, 0, [time, part]), forgotten);
    const united = monoid.unite(found[1], part);
    return united === found[1] ? recent : within(parts.with(place, [time, united]), forgotten);
  };
  const within = (parts: readonly TimedPart[], forgottenBefore: number | null): RecentParts => {
    const newest = keepNewest(parts, limit, ([, part]) => monoid.weightOf(part));
    return { parts: newest.kept, forgotten: newest.forgotten.at(-1)?.[0] ?? forgottenBefore };
  };
  return {
    add,
    unite(a, b) {
      const forgotten =
        a.forgotten === null || (b.forgotten ?? a.forgotten) > a.forgotten ? b.forgotten : a.forgotten;
      const first = partsAfter(a, forgotten ?? Number.NEGATIVE_INFINITY);
      return b.parts.reduce((united, [time, part]) => add(united, time, part), { parts: first, forgotten });
    },
  };
}

/** The parts strictly after a moment. */
export function partsAfter(recent: RecentParts, moment: number): readonly TimedPart[] {
  return recent.parts.filter(([time]) => time > moment);
}
