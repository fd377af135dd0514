import * as z from 'zod';
import { hasNumberTest, isPossible, NO_NUMBER, type NumberTestsSource, numberTests } from './count-schema.ts';
import { dottedPathSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';

/** What is asked of the numbers at a path: `{ of: revenue, atLeast: 500 }`. */
export type MeasureSource = { of: string } & NumberTestsSource;

/** What an event condition may measure beside counting. */
export const MEASURES = ['sum', 'average', 'min', 'max', 'unique'] as const;
export type MeasureName = (typeof MEASURES)[number];

/** So many different values are told apart; past them the number is a lower bound. */
const EXACT_TO = 100;

const number = z.number({ error: 'a number' });
const TEST = 'a test such as `atLeast: 500` beside `of`';

export const measureSchema: z.ZodType<MeasureSource> = strictObject(
  { of: dottedPathSchema, ...numberTests(number) },
  '`{ of: revenue, atLeast: 500 }`',
)
  .refine(hasNumberTest, { error: TEST })
  .refine((measure) => isPossible(measure, 0), NO_NUMBER);

const UP_TO = `a whole number up to ${EXACT_TO}: so many different values are told apart`;
const upTo = (highest: number) =>
  z.int({ error: UP_TO }).min(0, { error: UP_TO }).max(highest, { error: UP_TO }) as unknown as z.ZodNumber;

export const uniqueSchema: z.ZodType<MeasureSource> = strictObject(
  { of: dottedPathSchema, ...numberTests(upTo(EXACT_TO)) },
  '`{ of: sku, atLeast: 3 }`',
)
  .refine(hasNumberTest, { error: TEST })
  .refine((measure) => isPossible(measure, 1), NO_NUMBER);
