import { RE2JS } from 're2js';
import * as z from 'zod';
import { LEAST_EPOCH, toNumber } from '../../segment/matcher/compare-values.ts';
import { parseMoment } from '../../time/moment.ts';
import { isMomentReference } from '../moment-reference.ts';
import { checkTests } from './check-tests.ts';
import { dottedPathSchema, durationSchema, scalarSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';

type Scalar = string | number | boolean;

/** The tests of a matcher, as an author writes them. */
export interface MatcherTestsSource {
  is?: Scalar | undefined;
  isNot?: Scalar | undefined;
  in?: Scalar[] | undefined;
  notIn?: Scalar[] | undefined;
  atLeast?: string | number | undefined;
  atMost?: string | number | undefined;
  moreThan?: string | number | undefined;
  lessThan?: string | number | undefined;
  between?: [string | number, string | number] | undefined;
  includes?: Scalar | undefined;
  includesAny?: Scalar[] | undefined;
  includesAll?: Scalar[] | undefined;
  excludes?: Scalar | undefined;
  startsWith?: string | undefined;
  endsWith?: string | undefined;
  containsText?: string | undefined;
  matches?: string | undefined;
  exists?: boolean | undefined;
  before?: string | number | undefined;
  after?: string | number | undefined;
  withinLast?: string | undefined;
  withinNext?: string | undefined;
  versionBelow?: string | undefined;
  versionAtLeast?: string | undefined;
  some?: WhereSource | undefined;
  ignoreCase?: boolean | undefined;
}

/** A plain value means equal, a list means `in`. */
export type MatcherSource = Scalar | Scalar[] | MatcherTestsSource;

/** Matchers by dotted path: all must hold. */
export type WhereSource = Record<string, MatcherSource>;

const ORDERED = 'a number or a date, such as `100` or `2026-03-01`';
const orderedSchema = z
  .union([z.string(), z.number()], { error: ORDERED })
  .refine((value) => placeOf(value) !== undefined, { error: ORDERED });
/** Reversed, it would hold for nothing. */
const betweenSchema = z
  .tuple([orderedSchema, orderedSchema], { error: 'a list of two: [from, to]' })
  .superRefine(([from, to], context) => {
    const [lower, upper] = [placeOf(from), placeOf(to)];
    if (lower === undefined || upper === undefined) return;
    const isOneKind = lower.isNumber === upper.isNumber;
    if (isOneKind && lower.at <= upper.at) return;
    const message = isOneKind
      ? `\`between\` goes from the smaller to the greater: write \`[${to}, ${from}]\``
      : '`between` takes two numbers or two dates, not one of each';
    context.addIssue({ code: 'custom', message, params: { sentence: true } });
  });

/** Where a value lies among numbers, or among moments; undefined if it is neither. */
function placeOf(value: string | number): { at: number; isNumber: boolean } | undefined {
  const number = toNumber(value);
  if (number !== undefined) return { at: number, isNumber: true };
  const at = parseMoment(value, 'UTC');
  return at === undefined ? undefined : { at, isNumber: false };
}

const MOMENT = 'a date, or `18 years ago`';
const momentSchema = z
  .union([z.string(), z.number()], { error: MOMENT })
  .refine((value) => isMomentReference(value), { error: MOMENT, abort: true })
  .superRefine((value, context) => {
    if (typeof value !== 'number' || Math.abs(value) >= LEAST_EPOCH) return;
    const message = `\`${value}\` without quotes is a number of seconds since 1970`;
    const params = { sentence: true, hint: `write it in quotes: \`"${value}"\`` };
    context.addIssue({ code: 'custom', message, params });
  });
const valuesSchema = z
  .array(scalarSchema, { error: 'a list of values' })
  .min(1, { error: 'a list of values' });
const stringSchema = z.string({ error: 'text' });
const EXPRESSION = 'a regular expression in RE2 syntax, of up to 1000 characters';
/** RE2 takes time in proportion to the text and the expression: neither may be without an end. */
const LONGEST_EXPRESSION = 1000;

function isSafeExpression(text: string): boolean {
  if (text.length > LONGEST_EXPRESSION) return false;
  try {
    RE2JS.compile(text);
    return true;
  } catch {
    return false;
  }
}

const versionSchema = z.string({ error: 'a version in quotes, such as "3.2.0"' });

/** The keys of a matcher, for objects that carry one beside other keys: `{ trait: tags, includes: Vegan }`. */
export const MATCHER_SHAPE = {
  is: scalarSchema.optional(),
  isNot: scalarSchema.optional(),
  in: valuesSchema.optional(),
  notIn: valuesSchema.optional(),
  atLeast: orderedSchema.optional(),
  atMost: orderedSchema.optional(),
  moreThan: orderedSchema.optional(),
  lessThan: orderedSchema.optional(),
  between: betweenSchema.optional(),
  includes: scalarSchema.optional(),
  includesAny: valuesSchema.optional(),
  includesAll: valuesSchema.optional(),
  excludes: scalarSchema.optional(),
  startsWith: stringSchema.optional(),
  endsWith: stringSchema.optional(),
  containsText: stringSchema.optional(),
  matches: stringSchema.refine(isSafeExpression, { error: EXPRESSION }).optional(),
  exists: z.boolean({ error: 'true or false' }).optional(),
  before: momentSchema.optional(),
  after: momentSchema.optional(),
  withinLast: durationSchema.optional(),
  withinNext: durationSchema.optional(),
  versionBelow: versionSchema.optional(),
  versionAtLeast: versionSchema.optional(),
  some: z.lazy(() => whereSchema).optional(),
  ignoreCase: z.boolean({ error: 'true or false' }).optional(),
};

/** Names of the tests: what an object with a matcher must have at least one of. */
export const MATCHER_TESTS = Object.keys(MATCHER_SHAPE).filter((key) => key !== 'ignoreCase');

/** Tells whether an object says at least one test. */
export function hasTest(source: object): boolean {
  return Object.keys(source).some((key) => MATCHER_TESTS.includes(key));
}

export const NEEDS_TEST = 'a matcher such as `is`, `includes`, `atLeast` or `exists: true`';

/** A value, a list of values, or tests. */
export const matcherSchema: z.ZodType<MatcherSource> = z.union(
  [
    scalarSchema,
    valuesSchema,
    strictObject(MATCHER_SHAPE).refine(hasTest, { error: NEEDS_TEST }).superRefine(checkTests),
  ],
  { error: 'a value, a list of values, or a matcher such as `{ atLeast: 200 }`' },
);

export const whereSchema: z.ZodType<WhereSource> = z.record(dottedPathSchema, matcherSchema, {
  error: 'paths with what their values must be, such as `{ room: Suite }`',
});
