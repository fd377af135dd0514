import type { JsonValue } from '../../event/json.ts';
import type { Aged } from './aged-counts.ts';
import { fromShortTime, toShortTime } from './short-time.ts';
import type { Scalar } from './tally.ts';

/** What is counted of a property in a window. */
export interface WindowedTopState {
  /** The number of the newest bucket, since the epoch. */
  readonly newest: number;
  /** Ascending by the value's JSON text. */
  readonly values: readonly Aged[];
  /** Until this bucket, inclusive, values had to give way to others: once it has left, the counts are exact again. */
  readonly approximate?: number;
}

/** As it is stored. */
interface StoredWindowedTop {
  readonly newest: number;
  readonly values: readonly Scalar[];
  /** Of each value, in their order: `latest.counts`, with a space between; a count is one digit, or stands in brackets. */
  readonly counts: string;
  readonly approximate?: number;
}

const BASE = 36;
const COUNT = /\(([0-9a-z]+)\)|[0-9a-z]/gu;

/** Reads what `writeWindowedTop` wrote. */
export function readWindowedTop(state: JsonValue): WindowedTopState {
  const { newest, values, counts, approximate } = state as unknown as StoredWindowedTop;
  const texts = counts.split(' ');
  const read = values.map((value, place): Aged => {
    const [latest = '', ages = ''] = (texts[place] ?? '').split('.');
    return [value, fromShortTime(latest), ...countsIn(ages)];
  });
  return { newest, values: read, ...(approximate !== undefined && { approximate }) };
}

/** The state as JSON, in little room. */
export function writeWindowedTop({ newest, values, approximate }: WindowedTopState): JsonValue {
  const stored: StoredWindowedTop = {
    newest,
    values: values.map(([value]) => value),
    counts: values
      .map(([, latest, ...counts]) => `${toShortTime(latest)}.${counts.map(textOf).join('')}`)
      .join(' '),
    ...(approximate !== undefined && { approximate }),
  };
  return stored as unknown as JsonValue;
}

function countsIn(text: string): number[] {
  return Array.from(text.matchAll(COUNT), ([digit, longer]) => Number.parseInt(longer ?? digit, BASE));
}

function textOf(count: number): string {
  const digits = count.toString(BASE);
  return digits.length === 1 ? digits : `(${digits})`;
}
