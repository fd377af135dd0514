import type { JsonValue } from '../../event/json.ts';
import type { MeasureWindow } from './measure-window.ts';
import { compareSeen, type Ranged, readRanged, type Seen, writeRanged } from './unique-range-state.ts';
import { UNIQUE_VALUES } from './unique-values.ts';
import { type BoundedWindow, BUCKETS, createWindowBuckets } from './window-buckets.ts';

/** One more than is told apart says, once there is a newer bucket, that there were too many. */
export const RANGED_VALUES = UNIQUE_VALUES + 1;
/** A window is so many buckets wide, and the one that has just begun. */
const WINDOW = (1n << BigInt(BUCKETS + 1)) - 1n;

/**
 * The different values in a window with a near edge: in which of its buckets each was seen. Where there are more than 101
 * from the far edge up to the newest, the oldest buckets are forgotten whole, but never the newest: what is forgotten does
 * not depend on the order in which it came.
 */
export function createUniqueRange(window: BoundedWindow): MeasureWindow {
  const { bucketOf, isCounted, nextTurn } = createWindowBuckets(window);
  const withRange = (state: JsonValue | undefined, others: Ranged): JsonValue => {
    if (state === undefined) return writeRanged(bounded(others));
    const before = readRanged(state);
    if (addsNothing(before, others)) return state;
    const after = writeRanged(bounded(united(before, others)));
    return JSON.stringify(after) === JSON.stringify(state) ? state : after;
  };
  return {
    add(state, time, part) {
      const seen = (part as JsonValue[]).map((value) => ({ value, text: JSON.stringify(value), ages: 1n }));
      return withRange(state, { newest: bucketOf(time), forgotten: null, seen });
    },
    unite: (a, b) => withRange(a, readRanged(b)),
    value(state, now) {
      if (state === undefined) return [];
      const { newest, seen } = readRanged(state);
      const counted = bitsWhere((age) => isCounted(newest - age, now));
      return seen
        .filter(({ ages }) => (ages & counted) !== 0n)
        .slice(0, UNIQUE_VALUES)
        .map(({ value }) => value);
    },
    changesAt(state, now) {
      if (state === undefined) return null;
      const { newest, seen } = readRanged(state);
      const all = seen.reduce((bits, { ages }) => bits | ages, 0n);
      return nextTurn(
        agesIn(all).map((age) => newest - age),
        now,
      );
    },
  };
}

/** Whether buckets that were forgotten lie in the window still: then the values are not all of them. */
export function isRangeApproximate(window: BoundedWindow, state: JsonValue, now: number): boolean {
  const { bucketOf, oldestBeside } = createWindowBuckets(window);
  const { forgotten } = readRanged(state);
  return forgotten !== null && forgotten >= oldestBeside(bucketOf(now));
}

function addsNothing({ newest, forgotten, seen }: Ranged, others: Ranged): boolean {
  if (others.newest > newest || (others.forgotten ?? -Infinity) > (forgotten ?? -Infinity)) return false;
  const mask = maskOf(newest, forgotten);
  return others.seen.every(({ text, ages }) => {
    const added = agedBy(ages, newest - others.newest) & mask;
    return added === 0n || ((seen.find((one) => one.text === text)?.ages ?? 0n) & added) === added;
  });
}

/** What was seen of both, as of the newer bucket. */
function united(a: Ranged, b: Ranged): Ranged {
  const newest = Math.max(a.newest, b.newest);
  const byText = new Map<string, Seen>();
  for (const { newest: own, seen } of [a, b]) {
    for (const { value, text, ages } of seen) {
      const known = byText.get(text)?.ages ?? 0n;
      byText.set(text, { value, text, ages: known | agedBy(ages, newest - own) });
    }
  }
  const forgotten = Math.max(a.forgotten ?? -Infinity, b.forgotten ?? -Infinity);
  return { newest, forgotten: forgotten === -Infinity ? null : forgotten, seen: [...byText.values()] };
}

/** What has left by the time of the newest is gone, and so is what is too much. */
function bounded({ newest, forgotten, seen }: Ranged): Ranged {
  const known = after(seen, newest, forgotten);
  const until = Math.max(forgotten ?? -Infinity, passedOver(newest, known));
  return {
    newest,
    forgotten: until < newest - BUCKETS ? null : until,
    seen: after(known, newest, until).sort(compareSeen).slice(0, RANGED_VALUES),
  };
}

/** The newest bucket since which there are too many different values; the very newest stays. */
function passedOver(newest: number, known: readonly Seen[]): number {
  if (known.length <= UNIQUE_VALUES) return -Infinity;
  const youngest = known.map(({ ages }) => youngestAge(ages)).sort((a, b) => a - b);
  return newest - Math.max(youngest[UNIQUE_VALUES] ?? 0, 1);
}

/** Those seen strictly after a bucket. */
function after(seen: readonly Seen[], newest: number, forgotten: number | null): Seen[] {
  const mask = maskOf(newest, forgotten);
  return seen.map((one) => ({ ...one, ages: one.ages & mask })).filter(({ ages }) => ages > 0n);
}

/** The bits of the buckets after one that was forgotten. */
function maskOf(newest: number, forgotten: number | null): bigint {
  const buckets = forgotten === null ? Infinity : newest - forgotten;
  return buckets > BUCKETS ? WINDOW : (1n << BigInt(Math.max(buckets, 0))) - 1n;
}

/** As seen from a newer bucket. */
function agedBy(ages: bigint, buckets: number): bigint {
  return buckets > BUCKETS ? 0n : ages << BigInt(buckets);
}

/** How many buckets ago it was last seen. */
function youngestAge(ages: bigint): number {
  return (ages & -ages).toString(2).length - 1;
}

function agesIn(bits: bigint): number[] {
  return Array.from({ length: BUCKETS + 1 }, (_, age) => age).filter((age) => (bits >> BigInt(age)) & 1n);
}

function bitsWhere(isMeant: (age: number) => boolean): bigint {
  return agesIn(WINDOW).reduce((bits, age) => (isMeant(age) ? bits | (1n << BigInt(age)) : bits), 0n);
}
