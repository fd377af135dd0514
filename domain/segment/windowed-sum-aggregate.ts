import type { JsonValue } from '../event/json.ts';
import type { Aggregate } from './aggregate.ts';
import { compileSelector } from './compile-selector.ts';
import { type Amount, addAmounts, fromMicroUnits } from './micro-units.ts';
import { amountOf, type SumSpec } from './sum-aggregate.ts';

const BUCKETS = 60;

/** Ascending by bucket: its number since the epoch, and its amount. */
type WindowedSumState = readonly (readonly [bucket: number, amount: Amount])[];

/**
 * A sum, or count, over a sliding window W, kept by epoch-aligned buckets of W/60. An event counts for at least W and
 * leaves with its bucket, at most W/60 later. Buckets that have left by the time of the newest are forgotten.
 */
export function createWindowedSumAggregate(
  spec: SumSpec & { readonly withinMilliseconds: number },
  zone: string,
): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const bucketMilliseconds = Math.ceil(spec.withinMilliseconds / BUCKETS);
  const bucketOf = (time: number) => Math.floor(time / bucketMilliseconds);
  const toValue = spec.property === null ? Number : fromMicroUnits;
  const isCounted = (bucket: number, now: number) =>
    bucket >= bucketOf(now) - BUCKETS && bucket <= bucketOf(now);
  return {
    add(state, event) {
      const amount = isMatch(event) ? amountOf(event, spec) : 0n;
      if (amount === 0n) return state;
      const before = (state ?? []) as WindowedSumState & JsonValue;
      const newest = before.at(-1)?.[0] ?? -Infinity;
      if (bucketOf(event.time) < newest - BUCKETS) return state;
      return unite(before, [[bucketOf(event.time), addAmounts(0, amount)]]);
    },
    merge: (a, b) => unite(a as WindowedSumState & JsonValue, b as WindowedSumState & JsonValue),
    value(state, now) {
      const buckets = (state ?? []) as WindowedSumState & JsonValue;
      const counted = buckets.filter(([bucket]) => isCounted(bucket, now));
      return toValue(counted.reduce<Amount>((sum, [, amount]) => addAmounts(sum, amount), 0));
    },
    changesAt(state, now) {
      const buckets = ((state ?? []) as WindowedSumState & JsonValue).map(([bucket]) => bucket);
      const turns = buckets
        .flatMap((bucket) => [bucket, bucket + BUCKETS + 1])
        .map((turn) => turn * bucketMilliseconds);
      const next = Math.min(...turns.filter((turn) => turn > now));
      return next === Infinity ? null : next;
    },
  };
}

function unite(a: WindowedSumState, b: WindowedSumState): JsonValue {
  const amounts = new Map<number, Amount>(a);
  for (const [bucket, amount] of b) amounts.set(bucket, addAmounts(amounts.get(bucket) ?? 0, amount));
  const newest = Math.max(...amounts.keys());
  return [...amounts]
    .filter(([bucket]) => bucket >= newest - BUCKETS)
    .sort(([left], [right]) => left - right);
}
