import * as z from 'zod';
import { parseMoment } from '../../time/moment.ts';
import { whereSchema } from './matcher-schema.ts';
import { durationSchema, textSchema } from './scalar-schemas.ts';
import { later, laterOption, strictObject } from './strict-object.ts';

const momentSchema = textSchema.refine((text) => parseMoment(text, 'UTC') !== undefined, {
  error: 'a moment such as 2026-03-02T10:00:00+01:00',
});

const jsonObjectSchema = z.record(z.string(), z.json(), { error: 'a mapping' });

/** Identifiers by namespace: `{ userId: john }`. */
const personSchema = z
  .record(z.string(), z.union([z.string(), z.number()], { error: 'an identifier' }), {
    error: 'identifiers such as `{ userId: john }`',
  })
  .refine((person) => Object.keys(person).length > 0, { error: 'identifiers such as `{ userId: john }`' });
export type PersonSource = z.infer<typeof personSchema>;

const COMMON = {
  as: personSchema.optional(),
  context: jsonObjectSchema.optional(),
  timestamp: momentSchema.optional(),
  messageId: textSchema.optional(),
};

const identifySchema = z
  .object({ traits: jsonObjectSchema.optional() }, { error: 'identifiers and traits' })
  .catchall(z.union([z.string(), z.number()], { error: 'an identifier' }));

const idsSchema = z.union([textSchema, z.array(textSchema).min(1)], { error: 'an id, or a list of ids' });
const messageSchema = strictObject({
  campaign: textSchema.optional(),
  channel: z
    .enum(['email', 'sms', 'push', 'webhook', 'staff'], {
      error: 'one of `email`, `sms`, `push`, `webhook`, `staff`',
    })
    .optional(),
  to: textSchema.optional(),
  contains: z
    .union([textSchema, z.array(textSchema).min(1)], { error: 'text, or a list of texts' })
    .optional(),
});

const expectSchema = strictObject({
  of: personSchema.optional(),
  segment: idsSchema.optional(),
  notSegment: idsSchema.optional(),
  messages: z.int({ error: 'a whole number' }).min(0, { error: 'a whole number' }).optional(),
  message: messageSchema.optional(),
  trait: whereSchema.optional(),
  goal: idsSchema.optional(),
  ...later('offer', 'offers', 'placement', 'visit', 'alert', 'alerts'),
}).refine((expected) => Object.keys(expected).some((key) => key !== 'of'), {
  error: 'something to expect, such as `segment`, `message` or `messages: 0`',
});

const properties = { properties: jsonObjectSchema.optional() };
const stepSchema = z.union(
  [
    strictObject({ identify: identifySchema, ...COMMON }),
    strictObject({ track: textSchema, ...properties, ...COMMON }),
    strictObject({ page: textSchema, ...properties, ...COMMON }),
    strictObject({ screen: textSchema, ...properties, ...COMMON }),
    strictObject({
      consent: z.record(z.string(), z.boolean({ error: 'true or false' }), {
        error: 'choices such as `{ marketing: true }`',
      }),
      as: personSchema.optional(),
    }),
    strictObject({ after: durationSchema }),
    strictObject({ at: momentSchema }),
    strictObject({ expect: expectSchema }),
    laterOption('a step', 'source', 'beacon', 'redeem', 'decide'),
  ],
  { error: 'a step such as `track: Signed Up`, `after: 3 days` or `expect: { messages: 0 }`' },
);
export type StoryStepSource = z.infer<typeof stepSchema>;

/** tests/<id>.yaml: events in, messages out. */
export const storySchema = strictObject({
  story: textSchema,
  start: momentSchema,
  steps: z.array(stepSchema, { error: 'a list of steps' }).min(1, { error: 'a list of steps' }),
});
export type StorySource = z.infer<typeof storySchema>;
