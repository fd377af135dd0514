import { scalarsAt } from './paths.ts';
import { microUnitsOf, numberOf } from './values.ts';
import type { ToldEvent, World } from './world.ts';
import type { Json } from './written.ts';

/** Up to so many different values are known by name; a number past which nothing has a plain notation is no amount. */
const EXACT_VALUES = 100;
const TOO_LARGE = 1e21;

/** Every number at a path, numeric text too, through lists. */
export function numbersOf(events: readonly ToldEvent[], path: string): number[] {
  return events
    .flatMap(({ properties }) => scalarsAt(properties, path).map(numberOf))
    .filter((number) => number !== undefined && Math.abs(number) < TOO_LARGE) as number[];
}

/** The exact sum, in units of 10⁻⁶. */
function sumOf(numbers: readonly number[]): number {
  return Number(numbers.reduce((sum, number) => sum + microUnitsOf(number), 0n));
}

/** The different values at a path, by their JSON text; a text that spells a number plainly is that number. */
export function differentValues(events: readonly ToldEvent[], path: string): Json[] {
  const texts = events.flatMap(({ properties }) =>
    scalarsAt(properties, path).map((value) => JSON.stringify(isPlainNumber(value) ? Number(value) : value)),
  );
  return [...new Set(texts)].sort().map((text) => JSON.parse(text) as Json);
}

/** `007` is text. */
function isPlainNumber(value: Json): boolean {
  return typeof value === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?$/u.test(value);
}

/** What events amount to; undefined where there is nothing to take the least, the greatest or the middle of. */
export function amountOf(measure: string, events: readonly ToldEvent[], path: string): number | undefined {
  const numbers = numbersOf(events, path);
  switch (measure) {
    case 'sum':
      return sumOf(numbers) / 1e6;
    case 'unique':
      return differentValues(events, path).length;
    case 'average':
      return numbers.length === 0 ? undefined : Math.round(sumOf(numbers) / numbers.length) / 1e6 + 0;
    case 'min':
      return numbers.length === 0 ? undefined : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? undefined : Math.max(...numbers);
    default:
      throw new Error(`no such measure: ${measure}`);
  }
}

/** More different values than are remembered: what is counted of them is a lower bound. */
export function doubtManyValues({ doubt }: World, events: readonly ToldEvent[], path: string): void {
  if (differentValues(events, path).length > EXACT_VALUES) doubt.isRaised = true;
}
