import * as z from 'zod';

/** What `POST /v1/campaigns/sweep` takes. */
export const sweepSchema = z.strictObject({
  sweep: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'From the call before. Without it: begins a sweep, in place of any other.' }),
});
