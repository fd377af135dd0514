import * as z from 'zod';
import { checkTests } from './check-tests.ts';
import { countSchema, hasNumberTest, isPossible, NO_NUMBER, numberTests } from './count-schema.ts';
import { hasTest, MATCHER_SHAPE, NEEDS_TEST, whereSchema } from './matcher-schema.ts';
import { dottedPathSchema, eventNamesSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';
import { windowSchema } from './window-schema.ts';

const SHARE = 'a share from 0 to 1, such as `{ atLeast: 0.5 }`';
const share = z.number({ error: SHARE }).min(0, { error: SHARE }).max(1, { error: SHARE });

/** Of the events that have a property, the share with a value. */
export const affinityConditionSchema = strictObject({
  affinity: dottedPathSchema,
  ...MATCHER_SHAPE,
  over: strictObject(
    { event: eventNamesSchema, where: whereSchema.optional() },
    '`{ event: [Product Viewed, Cart Updated] }`',
  ).optional(),
  share: strictObject(numberTests(share), SHARE)
    .refine(hasNumberTest, { error: SHARE })
    .refine((source) => isPossible(source, 0), NO_NUMBER)
    .optional(),
  count: countSchema.optional(),
  within: windowSchema.optional(),
})
  .refine(hasTest, { error: NEEDS_TEST })
  .superRefine(checkTests)
  .refine(({ share, count }) => share !== undefined || count !== undefined, {
    error: '`share: { atLeast: 0.5 }` or `count: { atLeast: 3 }`, or both',
  });
export type AffinityConditionSource = z.infer<typeof affinityConditionSchema>;
