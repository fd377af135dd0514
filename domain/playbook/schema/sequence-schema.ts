import * as z from 'zod';
import { whereSchema } from './matcher-schema.ts';
import { durationSchema, eventNamesSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';
import { windowSchema } from './window-schema.ts';

const STEP = 'a step: `{ event: Product Viewed }` or `{ not: { event: Order Completed } }`';
/** Each event is held against every step. */
const MAXIMUM_STEPS = 20;
const SINCE = '`entry`; else begin the sequence with that event';

const stepSchema = z.union(
  [
    strictObject({ event: eventNamesSchema, where: whereSchema.optional() }),
    strictObject({
      not: strictObject(
        { event: eventNamesSchema, where: whereSchema.optional(), for: durationSchema.optional() },
        '`{ event: Order Completed }`',
      ),
      for: durationSchema.optional(),
    }),
  ],
  { error: STEP },
);
export type SequenceStepSource = z.infer<typeof stepSchema>;

/** Events in this order, with nothing forbidden between them. */
export const sequenceConditionSchema = strictObject({
  sequence: z
    .array(stepSchema, { error: 'a list of steps' })
    .min(2, { error: 'a list of two steps or more; for one alone write `event`' })
    .max(MAXIMUM_STEPS, { error: `a list of up to ${MAXIMUM_STEPS} steps` }),
  within: windowSchema.optional(),
  span: durationSchema.optional(),
  since: z.literal('entry', { error: SINCE }).optional(),
});
export type SequenceConditionSource = z.infer<typeof sequenceConditionSchema>;
