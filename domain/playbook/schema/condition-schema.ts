import * as z from 'zod';
import { parseMoment } from '../../time/moment.ts';
import {
  hasTest,
  MATCHER_SHAPE,
  type MatcherTestsSource,
  NEEDS_TEST,
  type WhereSource,
  whereSchema,
} from './matcher-schema.ts';
import {
  dottedPathSchema,
  durationSchema,
  type EventNames,
  eventNamesSchema,
  textSchema,
  windowSchema,
} from './scalar-schemas.ts';
import { later, laterOption, strictObject } from './strict-object.ts';

/** How often, as an author writes it. */
export type CountSource =
  | number
  | {
      atLeast?: number | undefined;
      atMost?: number | undefined;
      is?: number | undefined;
      moreThan?: number | undefined;
      lessThan?: number | undefined;
      between?: [number, number] | undefined;
    };

/** After what, as an author writes it: an event, a segment's entry, a date, or `entry` of this journey. */
export type SinceSource =
  | { event: EventNames; where?: WhereSource | undefined; for?: string | undefined }
  | { segment: string }
  | string;

/** The guest did it. */
export interface EventConditionSource {
  event: EventNames;
  where?: WhereSource | undefined;
  count?: CountSource | undefined;
  within?: string | undefined;
  since?: SinceSource | undefined;
}

/** A condition, as an author writes it and the schema lets it through. */
export type ConditionSource =
  | 'everyone'
  | { all: ConditionSource[] }
  | { any: ConditionSource[] }
  | { not: ConditionSource }
  | EventConditionSource
  | ({ trait: string } & MatcherTestsSource)
  | { segment: string; for?: string | undefined }
  | { consent: string };

const times = z.int({ error: 'a whole number' }).min(0, { error: 'a whole number' });
const COUNT = 'a whole number, or `{ atLeast: 2 }`, `{ atMost: 2 }`';

const countSchema = z.union(
  [
    times,
    strictObject({
      atLeast: times.optional(),
      atMost: times.optional(),
      is: times.optional(),
      moreThan: times.optional(),
      lessThan: times.min(1, { error: 'a whole number above 0' }).optional(),
      between: z.tuple([times, times], { error: 'a list of two: [from, to]' }).optional(),
    }).refine((count) => Object.keys(count).length > 0, { error: COUNT }),
  ],
  { error: COUNT },
);

const SINCE = '`{ event: Signed Up }`, `{ segment: vip }`, a date, or `entry`';
const sinceSchema = z.union(
  [
    strictObject({ event: eventNamesSchema, where: whereSchema.optional(), for: durationSchema.optional() }),
    strictObject({ segment: textSchema }),
    textSchema.refine((text) => text === 'entry' || parseMoment(text, 'UTC') !== undefined, { error: SINCE }),
  ],
  { error: SINCE },
);

const listSchema = z
  .array(
    z.lazy(() => conditionSchema),
    { error: 'a list of conditions' },
  )
  .min(1, { error: 'a list of conditions' });

const eventConditionSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  count: countSchema.optional(),
  within: windowSchema.optional(),
  since: sinceSchema.optional(),
  ...later('sum', 'average', 'min', 'max', 'unique', 'matching'),
});

/** Kinds of condition that the language names and a later version brings. */
const laterConditionSchema = laterOption(
  'a condition',
  'reachable',
  'identifier',
  'offer',
  'at',
  'zone',
  'message',
  'list',
  'random',
  'sequence',
  'affinity',
  'like',
);

const CONDITION = 'a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`';

export const conditionSchema: z.ZodType<ConditionSource> = z.union(
  [
    z.literal('everyone', { error: CONDITION }),
    strictObject({ all: listSchema }),
    strictObject({ any: listSchema }),
    strictObject({ not: z.lazy(() => conditionSchema) }),
    eventConditionSchema,
    strictObject({ trait: dottedPathSchema, ...MATCHER_SHAPE }).refine(hasTest, { error: NEEDS_TEST }),
    strictObject({ segment: textSchema, for: durationSchema.optional() }),
    strictObject({ consent: textSchema }),
    laterConditionSchema,
  ],
  { error: CONDITION },
);
