import * as z from 'zod';
import { textSchema } from './scalar-schemas.ts';
import { later, NOT_YET, strictObject } from './strict-object.ts';

const COMMON = later('offer', 'rate');
const channel = <const C extends string>(name: C) => z.literal(name);

const jsonSchema: z.ZodType<unknown> = z.json({ error: 'text, a list or a mapping' });

/** What a send step says, by channel. */
export const sendSchema = z.discriminatedUnion(
  'channel',
  [
    strictObject({ channel: channel('email'), template: textSchema, subject: textSchema, ...COMMON }),
    strictObject({ channel: channel('sms'), text: textSchema, ...COMMON }),
    strictObject({
      channel: channel('push'),
      title: textSchema,
      body: textSchema,
      link: textSchema.optional(),
      ...COMMON,
    }),
    strictObject({
      channel: channel('webhook'),
      destination: textSchema,
      body: jsonSchema,
      type: textSchema.optional(),
      ...COMMON,
    }),
    strictObject({
      channel: channel('staff'),
      role: textSchema,
      message: textSchema,
      venue: textSchema.optional(),
      ...later('expires', 'escalate'),
      ...COMMON,
    }),
  ],
  {
    error: (issue) => {
      const written = (issue.input as { channel?: unknown } | null)?.channel;
      return Array.isArray(written)
        ? `a list of channels is ${NOT_YET}`
        : 'one of `email`, `sms`, `push`, `webhook`, `staff`';
    },
  },
);
export type SendSource = z.infer<typeof sendSchema>;
