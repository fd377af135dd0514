import type { JsonValue } from '../../event/json.ts';
import type { Monoid } from './measure.ts';
import { keepNewest } from './newest-entries.ts';

/** All that happened in one millisecond, united. */
export type TimedPart = readonly [time: number, part: JsonValue];

/** What of the latest events is measured, for whoever comes to ask since a moment. */
export interface RecentParts {
  /** Ascending by time, in little room: the first's time and part, how much later the next is and its part, … */
  readonly parts: readonly JsonValue[];
  /** Of what happened until then, inclusive, no more is known; null: all is. */
  readonly forgotten: number | null;
}

export const NO_PARTS: RecentParts = { parts: [], forgotten: null };

/** How what is recent is kept: as much as `limit` numbers take, or the last millisecond alone. */
export interface RecentPartsKeeper {
  /** Answers the very same where nothing changes. */
  add(recent: RecentParts, time: number, part: JsonValue): RecentParts;
  unite(a: RecentParts, b: RecentParts): RecentParts;
  /** The parts strictly after a moment, ascending by time. */
  after(recent: RecentParts, moment: number): readonly TimedPart[];
  /** As it is once what is until a moment is of no use to anybody. */
  withoutUntil(recent: RecentParts, moment: number): RecentParts;
}

/** Unpacked. */
interface Timed {
  readonly timed: readonly TimedPart[];
  readonly forgotten: number | null;
}

export function createRecentPartsKeeper(monoid: Monoid, limit: number): RecentPartsKeeper {
  const unpack = ({ parts, forgotten }: RecentParts): Timed => ({
    timed: timedParts(parts).map(([time, part]) => [time, monoid.unpack(part)]),
    forgotten,
  });
  const pack = ({ timed, forgotten }: Timed): RecentParts => ({
    parts: timed.flatMap(([time, part], place) => [time - (timed[place - 1]?.[0] ?? 0), monoid.pack(part)]),
    forgotten,
  });
  const add = (recent: Timed, [time, part]: TimedPart): Timed => {
    const { timed, forgotten } = recent;
    if (forgotten !== null && time <= forgotten) return recent;
    const place = timed.findLastIndex(([other]) => other <= time);
    const found = timed[place];
    if (found?.[0] !== time) return within(timed.toSpliced(place + 1, 0, [time, part]), forgotten);
    const united = monoid.unite(found[1], part);
    return united === found[1] ? recent : within(timed.with(place, [time, united]), forgotten);
  };
  const within = (timed: readonly TimedPart[], forgottenBefore: number | null): Timed => {
    const newest = keepNewest(timed, limit, ([, part]) => monoid.weightOf(part));
    return { timed: newest.kept, forgotten: newest.forgotten.at(-1)?.[0] ?? forgottenBefore };
  };
  const after = (recent: RecentParts, moment: number) =>
    unpack(recent).timed.filter(([time]) => time > moment);
  return {
    add(recent, time, part) {
      const before = unpack(recent);
      const added = add(before, [time, part]);
      return added === before ? recent : pack(added);
    },
    unite(a, b) {
      const forgotten =
        a.forgotten === null || (b.forgotten ?? a.forgotten) > a.forgotten ? b.forgotten : a.forgotten;
      const first = after(a, forgotten ?? Number.NEGATIVE_INFINITY);
      return pack(unpack(b).timed.reduce(add, { timed: first, forgotten }));
    },
    after,
    withoutUntil: (recent, moment) => pack({ timed: after(recent, moment), forgotten: null }),
  };
}

/** A list whose elements stand in pairs, the times as distances. */
function timedParts(packed: readonly JsonValue[]): TimedPart[] {
  const timed: TimedPart[] = [];
  let time = 0;
  for (let place = 0; place < packed.length; place += 2) {
    time += Number(packed[place]);
    timed.push([time, packed[place + 1] ?? null]);
  }
  return timed;
}
