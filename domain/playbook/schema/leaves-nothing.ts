import { areEqual, LEAST_EPOCH, toNumber } from '../../segment/matcher/compare-values.ts';
import { compareVersions } from '../../segment/matcher/compare-versions.ts';
import type { MomentReference } from '../../segment/matcher/matcher.ts';
import { parseMoment } from '../../time/moment.ts';
import { readMomentReference } from '../moment-reference.ts';
import { isPossible } from './count-schema.ts';

type Scalar = string | number | boolean;
type Ordered = string | number;

/** The tests that bound a value from both sides, and those that say which it is. */
export interface BoundedTests {
  readonly is?: Scalar | undefined;
  readonly in?: readonly Scalar[] | undefined;
  readonly atLeast?: Ordered | undefined;
  readonly atMost?: Ordered | undefined;
  readonly moreThan?: Ordered | undefined;
  readonly lessThan?: Ordered | undefined;
  readonly between?: readonly [Ordered, Ordered] | undefined;
  readonly before?: Ordered | undefined;
  readonly after?: Ordered | undefined;
  readonly versionBelow?: string | undefined;
  readonly versionAtLeast?: string | undefined;
  readonly ignoreCase?: boolean | undefined;
}

/** A date that names no zone begins up to 14 hours apart in the venues of a house. */
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** As long as any: what is called impossible is so in every calendar. */
const MONTH_MILLISECONDS = 31 * DAY_MILLISECONDS;

/** Tells whether no one value passes them all, as far as that is certain: numbers with numbers, dates with dates. */
export function leavesNothing(source: BoundedTests): boolean {
  // Of a range from the greater to the smaller its own schema has said so.
  if (source.between !== undefined && isOutside({ between: source.between })) return false;
  return isOutside(source);
}

function isOutside(source: BoundedTests): boolean {
  return (
    isNoneOfIts(source) ||
    isOutOfNumbers(source) ||
    isOutOfDates(source) ||
    isAfterItsEnd(source) ||
    isAboveItsVersion(source)
  );
}

function isNoneOfIts({ is, in: among, ignoreCase = false }: BoundedTests): boolean {
  return is !== undefined && among !== undefined && !among.some((each) => areEqual(is, each, ignoreCase));
}

/** Greater numbers may be moments, which have an order of their own. */
function isOutOfNumbers(source: BoundedTests): boolean {
  const isPlain = (bound: Ordered) => Math.abs(toNumber(bound) ?? LEAST_EPOCH) < LEAST_EPOCH;
  const bounds = boundsOf(source);
  if (bounds.length === 0 || !bounds.every(isPlain)) return false;
  const [atLeast, atMost, moreThan, lessThan] = [
    source.atLeast,
    source.atMost,
    source.moreThan,
    source.lessThan,
  ].map(toNumber);
  const between = source.between?.map((bound) => toNumber(bound) ?? 0) as [number, number] | undefined;
  const tests = { atLeast, atMost, moreThan, lessThan, between };
  const wanted = wantedOf(source).map(toNumber);
  if (wanted.length === 0) return !isPossible(tests, 0);
  return wanted.every((is) => is === undefined || !isPossible({ ...tests, is }, 0));
}

function isOutOfDates(source: BoundedTests): boolean {
  const bounds = boundsOf(source);
  if (bounds.length === 0 || bounds.some((bound) => momentOf(bound) === undefined)) return false;
  const { atLeast, atMost, moreThan, lessThan, between } = source;
  const lower = momentsOf(atLeast, moreThan, between?.[0]);
  const upper = momentsOf(atMost, lessThan, between?.[1]);
  const isOut = (moments: readonly number[]) =>
    Math.max(...lower, ...moments) - Math.min(...upper, ...moments) >= DAY_MILLISECONDS;
  const wanted = wantedOf(source);
  if (wanted.length === 0) return isOut([]);
  return wanted.map(momentOf).every((moment) => moment !== undefined && isOut([moment]));
}

/** Two moments that move with the clock keep their distance; one that does and one that does not come to meet. */
function isAfterItsEnd({ before, after }: BoundedTests): boolean {
  if (before === undefined || after === undefined) return false;
  const [begin, end] = [after, before].map((text) => readMomentReference(text, 'UTC'));
  if (begin === undefined || end === undefined || 'at' in begin !== 'at' in end) return false;
  return earliest(begin) - latest(end) >= DAY_MILLISECONDS;
}

function earliest(reference: MomentReference): number {
  if ('at' in reference) return reference.at;
  return -reference.agoMilliseconds - (reference.agoMonths ?? 0) * MONTH_MILLISECONDS;
}

function latest(reference: MomentReference): number {
  if ('at' in reference) return reference.at;
  return (
    -reference.agoMilliseconds - (reference.agoMonths ?? 0) * (MONTH_MILLISECONDS - 3 * DAY_MILLISECONDS)
  );
}

function isAboveItsVersion({ versionAtLeast, versionBelow }: BoundedTests): boolean {
  if (versionAtLeast === undefined || versionBelow === undefined) return false;
  return (compareVersions(versionAtLeast, versionBelow) ?? -1) >= 0;
}

function boundsOf({ atLeast, atMost, moreThan, lessThan, between = [] as never }: BoundedTests): Ordered[] {
  return [atLeast, atMost, moreThan, lessThan, ...between].filter((bound) => bound !== undefined);
}

/** Which values it may be; none: any. */
function wantedOf({ is, in: among = [] }: BoundedTests): readonly Scalar[] {
  return is === undefined ? among : [is];
}

const momentsOf = (...bounds: readonly (Ordered | undefined)[]): number[] =>
  bounds.map(momentOf).filter((moment) => moment !== undefined);

/** A number alone may be one of anything. */
function momentOf(value: Scalar | undefined): number | undefined {
  if (typeof value !== 'string' || toNumber(value) !== undefined) return undefined;
  return parseMoment(value, 'UTC');
}
