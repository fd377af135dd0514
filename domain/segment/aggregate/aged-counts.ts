import { byFrequency, type Counted, compareTexts, type Scalar } from './tally.ts';

/** A value, when it last came, and how often in the newest bucket, in the one before that, …: without zeros at the end. */
export type Aged = readonly [value: Scalar, latest: number, ...counts: number[]];

/** The values of a newest bucket as seen from a newer one; of more than `limit` buckets, the oldest have left. */
export function agedBy(buckets: number, values: readonly Aged[], limit: number): readonly Aged[] {
  if (buckets === 0) return values;
  const zeros = Array<number>(Math.min(buckets, limit)).fill(0);
  return values.flatMap(([value, latest, ...counts]) => {
    const later = [...zeros, ...counts].slice(0, limit);
    const length = later.findLastIndex((count) => count > 0) + 1;
    return length === 0 ? [] : [[value, latest, ...later.slice(0, length)] as const];
  });
}

/** Both together; no value is in either twice, and the first are in order. */
export function uniteAged(a: readonly Aged[], b: readonly Aged[]): readonly Aged[] {
  const united = [...a];
  for (const one of b) {
    const place = united.findIndex(([value]) => value === one[0]);
    if (place < 0) united.push(one);
    else united[place] = sum(united[place], one);
  }
  return united.length === a.length ? united : inOrder(united);
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

/** How often a value came in the buckets that count, by their age. */
export function countedIn([value, latest, ...counts]: Aged, isInWindow: (age: number) => boolean): Counted {
  return [value, counts.reduce((sum, count, age) => (isInWindow(age) ? sum + count : sum), 0), latest];
}

/** The values that came most often, whenever that was. */
export function mostFrequentOf(values: readonly Aged[], limit: number): readonly Aged[] {
  return values
    .map((one) => [countedIn(one, () => true), one] as const)
    .sort(([a], [b]) => byFrequency(a, b))
    .slice(0, limit)
    .map(([, one]) => one);
}

/** Ascending by the values' JSON texts. */
export function inOrder(values: readonly Aged[]): readonly Aged[] {
  return values
    .map((one) => [JSON.stringify(one[0]), one] as const)
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([, one]) => one);
}
