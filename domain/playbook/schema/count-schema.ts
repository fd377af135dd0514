import * as z from 'zod';
import { strictObject } from './strict-object.ts';

/** What a number must be, as an author writes it. */
export interface NumberTestsSource {
  atLeast?: number | undefined;
  atMost?: number | undefined;
  is?: number | undefined;
  moreThan?: number | undefined;
  lessThan?: number | undefined;
  between?: [number, number] | undefined;
}

/** How often, as an author writes it. */
export type CountSource = number | NumberTestsSource;

export const NUMBER_TESTS = ['atLeast', 'atMost', 'is', 'moreThan', 'lessThan', 'between'] as const;

/** The tests of a number, each of which takes `number`; `above` is what `lessThan` takes. */
export function numberTests(number: z.ZodNumber, above: z.ZodNumber = number) {
  return {
    atLeast: number.optional(),
    atMost: number.optional(),
    is: number.optional(),
    moreThan: number.optional(),
    lessThan: above.optional(),
    between: z
      .tuple([number, number], { error: 'a list of two: [from, to]' })
      .refine(([from, to]) => from <= to, { error: 'a list of two, the smaller first' })
      .optional(),
  };
}

/** Tells whether an object says at least one test of a number. */
export function hasNumberTest(source: object): boolean {
  return NUMBER_TESTS.some((test) => test in source);
}

/** What is said of tests that no number passes. */
export const NO_NUMBER = {
  error: 'no number passes all of these tests',
  params: { sentence: true, hint: 'the lower end is above the upper one' },
};

/** Tells whether some number passes all the tests; `step` is 1 for whole numbers. */
export function isPossible(source: NumberTestsSource, step: number): boolean {
  const { atLeast, atMost, is, moreThan, lessThan, between } = source;
  const lower = [atLeast, moreThan === undefined ? undefined : moreThan + step, is, between?.[0]];
  const upper = [atMost, lessThan === undefined ? undefined : lessThan - step, is, between?.[1]];
  const lowest = Math.max(...lower.filter((each) => each !== undefined));
  const highest = Math.min(...upper.filter((each) => each !== undefined));
  if (lowest > highest) return false;
  const isOpen = step === 0 && (lowest === moreThan || highest === lessThan);
  return !(isOpen && lowest === highest);
}

const WHOLE = 'a whole number';
const whole = z.int({ error: WHOLE }).min(0, { error: WHOLE });
const above = z.int({ error: 'a whole number above 0' }).min(1, { error: 'a whole number above 0' });
const COUNT = 'a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`';

/** How often: exactly so many times, or tests. */
export const countSchema: z.ZodType<CountSource> = z.union(
  [
    whole,
    strictObject(numberTests(whole as unknown as z.ZodNumber, above as unknown as z.ZodNumber))
      .refine(hasNumberTest, { error: COUNT })
      .refine((count) => isPossible(count, 1), NO_NUMBER),
  ],
  { error: COUNT },
);
