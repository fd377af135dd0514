import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { toNumber } from '../matcher/compare-values.ts';
import { flatten, readPath } from '../matcher/read-path.ts';
import type { Measured } from './aggregate-spec.ts';
import {
  type Amount,
  addAmounts,
  fromMicroUnits,
  packAmount,
  toMicroUnits,
  unpackAmount,
} from './micro-units.ts';
import { differentAmong, uniteUniques } from './unique-values.ts';

/**
 * How events become one value: a commutative monoid. What an event adds is a part; parts unite in any order and any
 * grouping; no part at all is zero.
 */
export interface Monoid {
  /** What an event adds, as JSON; undefined: nothing. */
  partOf(event: TrackingEvent): JsonValue | undefined;
  /** Both together. Answers the very first where the second adds nothing to it. */
  unite(a: JsonValue, b: JsonValue): JsonValue;
  /** What the parts amount to. Of no events: 0, of `unique` the empty list, of the others nothing. `unique` gives 101 at most. */
  valueOf(part: JsonValue | undefined): JsonValue | undefined;
  /** How much room a part takes: that of one number is 1. */
  weightOf(part: JsonValue): number;
  /** A part as it is stored among many others, in little room. */
  pack(part: JsonValue): JsonValue;
  unpack(packed: JsonValue): JsonValue;
}

/** Sum in units of 10⁻⁶, and how many numbers. */
type AveragePart = readonly [sum: Amount, count: number] & JsonValue;

/** Makes the monoid of a measure. */
export function createMeasure({ measure, property }: Pick<Measured, 'measure' | 'property'>): Monoid {
  const valuesAt = (event: TrackingEvent) => flatten(readPath(event.properties, property ?? []));
  switch (measure) {
    case 'count':
      return {
        ...ofOneNumber,
        partOf: () => 1,
        unite: (a, b) => Number(a) + Number(b),
        valueOf: (count) => count ?? 0,
      };
    case 'sum':
      return {
        ...ofOneNumber,
        partOf: (event) => sumOf(amountsAmong(valuesAt(event))),
        unite: (a, b) => addAmounts(a as Amount, b as Amount),
        valueOf: (sum) => fromMicroUnits((sum ?? 0) as Amount),
        pack: (sum) => packAmount(sum as Amount),
        unpack: (sum) => unpackAmount(sum as Amount),
      };
    case 'average':
      return {
        ...ofOneNumber,
        partOf: (event) => averagePartOf(amountsAmong(valuesAt(event))),
        unite: (a, b) => uniteAverages(a as AveragePart, b as AveragePart),
        valueOf: (part) => (part === undefined ? undefined : averageOf(part as AveragePart)),
        pack: (part) => packAverage(part as AveragePart),
        unpack: (part) => unpackAverage(part as AveragePart),
      };
    case 'min':
      return extreme(valuesAt, Math.min);
    case 'max':
      return extreme(valuesAt, Math.max);
    case 'unique':
      return {
        partOf: (event) => asPart(uniteUniques([], differentAmong(valuesAt(event)))),
        unite: (a, b) => uniteUniques(a as JsonValue[], b as JsonValue[]),
        valueOf: (values) => values ?? [],
        weightOf: (values) => (values as JsonValue[]).length,
        ...asItIs,
      };
  }
}

const asItIs = { pack: (part: JsonValue) => part, unpack: (packed: JsonValue) => packed };
const ofOneNumber = { weightOf: () => 1, ...asItIs };

function amountsAmong(values: readonly JsonValue[]): readonly Amount[] {
  return values.map(toMicroUnits).filter((amount) => amount !== undefined);
}

function sumOf(amounts: readonly Amount[]): Amount | undefined {
  return amounts.length === 0 ? undefined : amounts.reduce(addAmounts);
}

function averagePartOf(amounts: readonly Amount[]): JsonValue | undefined {
  const sum = sumOf(amounts);
  return sum === undefined ? undefined : [sum, amounts.length];
}

function uniteAverages(a: AveragePart, b: AveragePart): JsonValue {
  return [addAmounts(a[0], b[0]), a[1] + b[1]];
}

function packAverage([sum, count]: AveragePart): JsonValue {
  return [packAmount(sum), count];
}

function unpackAverage([sum, count]: AveragePart): JsonValue {
  return [unpackAmount(sum), count];
}

/** Rounded to millionths, as sums are: of 0.1, 0.2 and 0.3 it is 0.2. */
function averageOf([sum, count]: AveragePart): number {
  return fromMicroUnits(Math.round(Number(sum) / count)) + 0;
}

function extreme(
  valuesAt: (event: TrackingEvent) => readonly JsonValue[],
  furthest: (...numbers: number[]) => number,
): Monoid {
  return {
    ...ofOneNumber,
    partOf: (event) => {
      const numbers = valuesAt(event)
        .map(toNumber)
        .filter((number) => number !== undefined);
      // -0 is 0 as JSON, and must be before.
      return numbers.length === 0 ? undefined : furthest(...numbers) + 0;
    },
    unite: (a, b) => furthest(Number(a), Number(b)),
    valueOf: (number) => number,
  };
}

function asPart(values: readonly JsonValue[]): JsonValue | undefined {
  return values.length === 0 ? undefined : [...values];
}
