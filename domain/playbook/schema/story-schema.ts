import * as z from 'zod';
import { parseMoment } from '../../time/moment.ts';
import { deploySchema } from './deploy-schema.ts';
import { channelsSchema, expectSchema } from './expectation-schema.ts';
import { personSchema } from './person-schema.ts';
import { durationSchema, textSchema } from './scalar-schemas.ts';
import { laterOption, strictObject } from './strict-object.ts';

const momentSchema = textSchema.refine((text) => parseMoment(text, 'UTC') !== undefined, {
  error: 'a moment such as 2026-03-02T10:00:00+01:00',
});

const jsonObjectSchema = z.record(z.string(), z.json(), { error: 'a mapping' });

/** How draws come out, by name: `{ win-back.holdout: in, win-back.split: 2 }`. */
const drawsSchema = z
  .record(
    z.string(),
    z.union([z.enum(['in', 'out']), z.int().min(1)], { error: '`in`, `out`, or the number of an arm' }),
    { error: 'draws such as `{ win-back.holdout: in, win-back.split: 2 }`' },
  )
  .optional();

const COMMON = {
  as: personSchema.optional(),
  context: jsonObjectSchema.optional(),
  timestamp: momentSchema.optional(),
  messageId: textSchema.optional(),
};

const identifySchema = z
  .object({ traits: jsonObjectSchema.optional() }, { error: 'identifiers and traits' })
  .catchall(z.union([z.string(), z.number()], { error: 'an identifier' }));

const failingSchema = strictObject({
  channel: channelsSchema,
  reason: textSchema.optional(),
});

const consentSchema = strictObject({
  consent: z.record(z.string(), z.boolean({ error: 'true or false' }), {
    error: 'choices such as `{ marketing: true }`',
  }),
  as: personSchema.optional(),
});

const properties = { properties: jsonObjectSchema.optional() };

/** What somebody does. @param more keys beside those that each event may have */
const eventSchemas = <More extends z.ZodRawShape>(more: More) =>
  [
    strictObject({ identify: identifySchema, ...COMMON, ...more }),
    strictObject({ track: textSchema, ...properties, ...COMMON, ...more }),
    strictObject({ page: textSchema, ...properties, ...COMMON, ...more }),
    strictObject({ screen: textSchema, ...properties, ...COMMON, ...more }),
    consentSchema,
  ] as const;

const batchedSchema = z.union(eventSchemas({}), { error: 'an event such as `track: Signed Up`' });

const stepSchema = z.union(
  [
    ...eventSchemas({ draws: drawsSchema }),
    strictObject({
      batch: z.array(batchedSchema, { error: 'a list of events' }).min(1, { error: 'a list of events' }),
    }),
    strictObject({ after: durationSchema }),
    strictObject({ at: momentSchema }),
    strictObject({ expect: expectSchema }),
    strictObject({ deploy: deploySchema }),
    strictObject({
      failing: z.union([z.literal('none'), failingSchema], {
        error: 'a mapping such as `{ channel: email, reason: the mailbox is full }`, or `none`',
      }),
    }),
    laterOption('a step', 'source', 'beacon', 'redeem', 'decide'),
  ],
  { error: 'a step such as `track: Signed Up`, `after: 3 days` or `expect: { messages: 0 }`' },
);
export type StoryStepSource = z.infer<typeof stepSchema>;

/** Something that somebody does; in a batch without `draws`. */
export type StoryEventSource = z.infer<
  ReturnType<typeof eventSchemas<{ draws: typeof drawsSchema }>>[number]
>;

/** tests/<id>.yaml: events in, messages out. */
export const storySchema = strictObject({
  story: textSchema,
  start: momentSchema,
  draws: drawsSchema,
  steps: z.array(stepSchema, { error: 'a list of steps' }).min(1, { error: 'a list of steps' }),
});
export type StorySource = z.infer<typeof storySchema>;
