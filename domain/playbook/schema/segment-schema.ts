import type { z } from 'zod';
import { conditionSchema } from './condition-schema.ts';
import { textSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';

/** segments/<id>.yaml: who. */
export const segmentSchema = strictObject({
  name: textSchema.optional(),
  when: conditionSchema,
});
export type SegmentSource = z.infer<typeof segmentSchema>;
