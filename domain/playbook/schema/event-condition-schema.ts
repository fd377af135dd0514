import * as z from 'zod';
import { parseMoment } from '../../time/moment.ts';
import { countSchema } from './count-schema.ts';
import { whereSchema } from './matcher-schema.ts';
import { measureSchema, uniqueSchema } from './measure-schema.ts';
import { dottedPathSchema, durationSchema, eventNamesSchema, textSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';
import { windowSchema } from './window-schema.ts';

const SINCE = '`{ event: Signed Up }`, `{ segment: vip }`, a date such as `2026-03-01`, or `entry`';

/** After what: an event, a segment's entry, a date, or `entry` of this journey. */
export const sinceSchema = z.union(
  [
    strictObject({ event: eventNamesSchema, where: whereSchema.optional(), for: durationSchema.optional() }),
    strictObject({ segment: textSchema }),
    textSchema.refine((text) => text === 'entry' || parseMoment(text, 'UTC') !== undefined, { error: SINCE }),
  ],
  { error: SINCE },
);
export type SinceSource = z.infer<typeof sinceSchema>;

const ON = 'pairs of paths, such as `{ product_id: products.product_id }`';

/** Another event with which it must agree. */
export const matchingSchema = strictObject(
  {
    event: eventNamesSchema,
    where: whereSchema.optional(),
    on: z
      .record(dottedPathSchema, dottedPathSchema, { error: ON })
      .refine((pairs) => Object.keys(pairs).length > 0, { error: ON }),
  },
  '`{ event: Order Completed, on: { product_id: products.product_id } }`',
);

/** The guest did it: so often, or so much of it. */
export const eventConditionSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  count: countSchema.optional(),
  within: windowSchema.optional(),
  since: sinceSchema.optional(),
  sum: measureSchema.optional(),
  average: measureSchema.optional(),
  min: measureSchema.optional(),
  max: measureSchema.optional(),
  unique: uniqueSchema.optional(),
  matching: matchingSchema.optional(),
});
export type EventConditionSource = z.infer<typeof eventConditionSchema>;
