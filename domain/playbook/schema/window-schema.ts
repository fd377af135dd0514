import * as z from 'zod';
import { parseDurationMilliseconds } from '../../time/duration.ts';
import { DURATION } from './scalar-schemas.ts';

/** A sliding window that ends now, one between two such ends, or the visit that is under way. */
export type WindowSource = string | [string, string];

export const VISIT = 'visit';

const WINDOW = 'a duration such as `3 days`, a range such as `[60 days, 30 days]`, or `visit`';
const RANGE = 'a range of two durations, such as `[60 days, 30 days]`';

/** As `durationSchema`, and nothing at all, of which the range itself has something to say. */
export const windowEndSchema = z
  .string({ error: DURATION })
  .refine((text) => parseDurationMilliseconds(text) !== undefined, { error: DURATION });

const rangeSchema = z
  .tuple([windowEndSchema, windowEndSchema], { error: RANGE })
  .superRefine(([from, until], context) => {
    const [farther, nearer] = [from, until].map((text) => parseDurationMilliseconds(text));
    if (farther === undefined || nearer === undefined) return;
    const isEnd = [farther, nearer].includes(0);
    if (isEnd && farther !== nearer) {
      const params = { sentence: true, hint: `write \`within: ${farther === 0 ? until : from}\`` };
      const message = 'a window that ends now is no range';
      context.addIssue({ code: 'custom', message, params });
    }
    if (isEnd ? farther !== nearer : farther > nearer) return;
    const hint = farther === nearer ? 'the two must differ' : `write \`[${until}, ${from}]\``;
    const message = '`within` goes from the farther to the nearer';
    context.addIssue({ code: 'custom', message, params: { sentence: true, hint } });
  });

/** `3 days`, `[60 days, 30 days]`, `visit`; kept as written. */
export const windowSchema: z.ZodType<WindowSource> = z.union(
  [
    z
      .string({ error: WINDOW })
      .refine((text) => text === VISIT || (parseDurationMilliseconds(text) ?? 0) > 0, { error: WINDOW }),
    rangeSchema,
  ],
  { error: WINDOW },
);
