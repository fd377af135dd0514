import type { JsonValue } from '../event/json.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { Aggregate } from './aggregate.ts';
import type { Measured } from './aggregate-spec.ts';
import { compileSelector } from './compile-selector.ts';
import { flatten, readPath } from './read-path.ts';
import { byFrequency, type Counted, compareTexts, EXACT_VALUES, type Scalar } from './tally.ts';
import { scalarsAmong } from './unique-values.ts';
import { createWindowBuckets } from './window-buckets.ts';

/** A window of `top` is so many buckets wide, and the one that has just begun. */
export const TOP_BUCKETS = 12;

interface WindowedTopSpec extends Pick<Measured, 'of'> {
  readonly property: readonly string[];
  readonly withinMilliseconds: number;
}

/** A value, when it last came, and how often in the newest bucket, in the one before that, …: without zeros at the end. */
type Aged = readonly [value: Scalar, latest: number, ...counts: number[]];

interface WindowedTopState {
  readonly newest: number;
  /** Ascending by the value's JSON text. */
  readonly values: readonly Aged[];
  /** True once a value had to give way to others. */
  readonly approximate?: true;
}

/** The most frequent value in a sliding window W, kept by epoch-aligned buckets of W/12: it leaves with its bucket. */
export function createWindowedTopAggregate(spec: WindowedTopSpec, zone: string): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const { bucketOf, isCounted, nextTurn } = createWindowBuckets(spec, TOP_BUCKETS);
  const stateOf = (state: JsonValue) => state as unknown as WindowedTopState;
  return {
    add(state, event) {
      const found = isMatch(event) ? valuesIn(event, spec.property) : [];
      if (found.length === 0) return state;
      const added = { newest: bucketOf(event.time), values: found };
      if (state === undefined) return asJson(unite({ newest: added.newest, values: [] }, added));
      return added.newest < stateOf(state).newest - TOP_BUCKETS
        ? state
        : asJson(unite(stateOf(state), added));
    },
    merge: (a, b) => asJson(unite(stateOf(a), stateOf(b))),
    value(state, now) {
      if (state === undefined) return undefined;
      const { newest, values } = stateOf(state);
      const isInWindow = (age: number) => isCounted(newest - age, now);
      return mostFrequent(values.map((aged) => countedIn(aged, isInWindow)));
    },
    changesAt(state, now) {
      if (state === undefined) return null;
      const { newest, values } = stateOf(state);
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
  const united = new Map(aged(a, newest).map((one) => [one[0], one]));
  for (const one of aged(b, newest)) united.set(one[0], sum(united.get(one[0]), one));
  const all = [...united.values()];
  const isApproximate = a.approximate === true || b.approximate === true || all.length > EXACT_VALUES;
  const values = inOrder(all.length > EXACT_VALUES ? mostFrequentOf(all) : all);
  return isApproximate ? { newest, values, approximate: true } : { newest, values };
}

/** As seen from a newer bucket; what has left by then is dropped. */
function aged({ newest: before, values }: WindowedTopState, newest: number): readonly Aged[] {
  if (newest === before) return values;
  const zeros = Array<number>(Math.min(newest - before, TOP_BUCKETS + 1)).fill(0);
  return values.flatMap(([value, latest, ...counts]) => {
    const later = [...zeros, ...counts].slice(0, TOP_BUCKETS + 1);
    const length = later.findLastIndex((count) => count > 0) + 1;
    return length === 0 ? [] : [[value, latest, ...later.slice(0, length)] as const];
  });
}

function sum(a: Aged | undefined, b: Aged): Aged {
  if (a === undefined) return b;
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const [, , ...counts] = longer;
  return [
    a[0],
    Math.max(a[1], b[1]),
    ...counts.map((count, age) => count + ((shorter[age + 2] as number | undefined) ?? 0)),
  ];
}

function countedIn([value, latest, ...counts]: Aged, isInWindow: (age: number) => boolean): Counted {
  return [value, counts.reduce((sum, count, age) => (isInWindow(age) ? sum + count : sum), 0), latest];
}

function mostFrequent(counts: readonly Counted[]): Scalar | undefined {
  return counts.filter(([, count]) => count > 0).sort(byFrequency)[0]?.[0];
}

function mostFrequentOf(values: readonly Aged[]): readonly Aged[] {
  return values
    .map((one) => [countedIn(one, () => true), one] as const)
    .sort(([a], [b]) => byFrequency(a, b))
    .slice(0, EXACT_VALUES)
    .map(([, one]) => one);
}

function inOrder(values: readonly Aged[]): readonly Aged[] {
  return values
    .map((one) => [JSON.stringify(one[0]), one] as const)
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([, one]) => one);
}

function agesOf(values: readonly Aged[]): readonly number[] {
  const longest = Math.max(...values.map(({ length }) => length - 2));
  return Array.from({ length: longest }, (_, age) => age);
}

function asJson(state: WindowedTopState): JsonValue {
  return state as unknown as JsonValue;
}
