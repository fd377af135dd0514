import type { JsonValue } from '../../event/json.ts';
import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import { sameIfUnchanged } from './same-list.ts';
import { compareStamps, type PropertySpec, type StampedValue, stampedValueIn } from './stamped-value.ts';
import { COARSE_BUCKETS, createWindowBuckets } from './window-buckets.ts';

/** The first of each bucket, ascending: at most 13; without a window there is but one bucket. */
type Firsts = readonly StampedValue[];

/**
 * The property's value in the first event that has it. In a window W the first of each W/12 is remembered: one that
 * leaves takes what came after it in the same bucket along. A value over 1 KiB is not taken.
 */
export function createFirstAggregate(spec: PropertySpec, zone: string): Aggregate {
  const { withinMilliseconds = Infinity } = spec;
  const unite = createFirsts(withinMilliseconds);
  const firstAt = (state: JsonValue | undefined, now: number) =>
    firstsOf(state).find(([time]) => time > now - withinMilliseconds);
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const found = stampedValueIn(event, spec.property);
      if (found === undefined) return state;
      const before = firstsOf(state);
      const after = unite(before, [found]);
      return after === before ? state : asJson(after);
    }),
    merge: (a, b) => asJson(unite(firstsOf(a), firstsOf(b))),
    value: (state, now) => firstAt(state, now)?.[2],
    changesAt(state, now) {
      const leavesAt = (firstAt(state, now)?.[0] ?? Infinity) + withinMilliseconds;
      return leavesAt === Infinity ? null : leavesAt;
    },
  };
}

/** How lists of firsts are united; the very first list is answered where the second adds nothing to it. */
function createFirsts(withinMilliseconds: number): (known: Firsts, others: Firsts) => Firsts {
  const { bucketOf, oldestBeside } = createWindowBuckets({ withinMilliseconds }, COARSE_BUCKETS);
  return (known, others) => {
    const firsts = new Map(known.map((first) => [bucketOf(first[0]), first]));
    let isNew = false;
    for (const other of others) {
      const first = firsts.get(bucketOf(other[0]));
      if (first !== undefined && compareStamps(first, other) <= 0) continue;
      firsts.set(bucketOf(other[0]), other);
      isNew = true;
    }
    if (!isNew) return known;
    const oldest = oldestBeside(Math.max(...firsts.keys()));
    const kept = [...firsts].filter(([bucket]) => bucket >= oldest).map(([, first]) => first);
    return sameIfUnchanged(known, kept.sort(compareStamps));
  };
}

function firstsOf(state: JsonValue | undefined): Firsts {
  return (state ?? []) as unknown as Firsts;
}

function asJson(firsts: Firsts): JsonValue {
  return [...firsts];
}
