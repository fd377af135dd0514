import type { TrackingEvent } from '../../event/tracking-event.ts';
import { flatten, readPath } from '../matcher/read-path.ts';
import { addSelected } from './add-selected.ts';
import { type Aged, agedBy, countedIn, inOrder, mostFrequentOf, uniteAged } from './aged-counts.ts';
import type { Aggregate } from './aggregate.ts';
import type { Measured } from './aggregate-spec.ts';
import { byFrequency, type Counted, EXACT_VALUES, type Scalar } from './tally.ts';
import { scalarsAmong } from './unique-values.ts';
import { COARSE_BUCKETS, createWindowBuckets } from './window-buckets.ts';
import { readWindowedTop, type WindowedTopState, writeWindowedTop } from './windowed-top-state.ts';

interface WindowedTopSpec extends Pick<Measured, 'of'> {
  readonly property: readonly string[];
  readonly withinMilliseconds: number;
}

/** The most frequent value in a sliding window W, kept by epoch-aligned buckets of W/12: it leaves with its bucket. */
export function createWindowedTopAggregate(spec: WindowedTopSpec, zone: string): Aggregate {
  const { bucketOf, isCounted, nextTurn } = createWindowBuckets(spec, COARSE_BUCKETS);
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const found = valuesIn(event, spec.property);
      if (found.length === 0) return state;
      const added = { newest: bucketOf(event.time), values: found };
      if (state === undefined) return writeWindowedTop(unite({ newest: added.newest, values: [] }, added));
      const before = readWindowedTop(state);
      return added.newest < before.newest - COARSE_BUCKETS ? state : writeWindowedTop(unite(before, added));
    }),
    merge: (a, b) => writeWindowedTop(unite(readWindowedTop(a), readWindowedTop(b))),
    value(state, now) {
      if (state === undefined) return undefined;
      const { newest, values } = readWindowedTop(state);
      const isInWindow = (age: number) => isCounted(newest - age, now);
      return mostFrequent(values.map((aged) => countedIn(aged, isInWindow)));
    },
    changesAt(state, now) {
      if (state === undefined) return null;
      const { newest, values } = readWindowedTop(state);
      return nextTurn(
        agesOf(values).map((age) => newest - age),
        now,
      );
    },
  };
}

function valuesIn(event: TrackingEvent, property: readonly string[]): readonly Aged[] {
  const counts = new Map<Scalar, number>();
  for (const value of scalarsAmong(flatten(readPath(event.properties, property)))) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => [value, event.time, count]);
}

function unite(a: WindowedTopState, b: WindowedTopState): WindowedTopState {
  const newest = Math.max(a.newest, b.newest);
  const aged = (state: WindowedTopState) => agedBy(newest - state.newest, state.values, COARSE_BUCKETS + 1);
  const all = uniteAged(aged(a), aged(b));
  if (all.length > EXACT_VALUES) {
    return { newest, values: inOrder(mostFrequentOf(all, EXACT_VALUES)), approximate: newest };
  }
  const approximate = Math.max(a.approximate ?? -Infinity, b.approximate ?? -Infinity);
  return approximate < newest - COARSE_BUCKETS
    ? { newest, values: all }
    : { newest, values: all, approximate };
}

/** As seen from a newer bucket; what has left by then is dropped. */
function mostFrequent(counts: readonly Counted[]): Scalar | undefined {
  return counts.filter(([, count]) => count > 0).sort(byFrequency)[0]?.[0];
}

function agesOf(values: readonly Aged[]): readonly number[] {
  const longest = Math.max(...values.map(({ length }) => length - 2));
  return Array.from({ length: longest }, (_, age) => age);
}
