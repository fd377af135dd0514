import * as z from 'zod';
import { parseDurationMilliseconds } from '../../time/duration.ts';
import { conditionSchema } from './condition-schema.ts';
import { whereSchema } from './matcher-schema.ts';
import { durationSchema, eventNamesSchema, textSchema } from './scalar-schemas.ts';
import { sendSchema } from './send-schema.ts';
import { later, laterOption, NOT_YET, strictObject } from './strict-object.ts';

const segmentTriggerSchema = strictObject({
  segment: textSchema,
  on: z.enum(['entry', 'exit'], { error: '`entry` or `exit`' }).optional(),
  ...later('schedule'),
});

const eventTriggerSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  ...later('matching', 'since', 'every', 'late'),
});

const dateTriggerSchema = laterOption('a trigger', 'date', 'yearly', 'before', 'at');

const TRIGGER = '`{ segment: vip }`, `{ event: Booking Made }`, or a list of them';
const triggerSchema = z.union([segmentTriggerSchema, eventTriggerSchema, dateTriggerSchema], {
  error: TRIGGER,
});
export type TriggerSource = z.infer<typeof triggerSchema>;

const waitSchema = durationSchema.or(laterOption('a duration such as `3 days`', 'until', 'atMost', 'before'));

const stepSchema = z.union(
  [
    strictObject({ wait: waitSchema }),
    strictObject({ send: sendSchema }),
    laterOption('a step', 'grant', 'branch', 'split', 'set', 'end'),
  ],
  { error: 'a step: `wait: 3 days` or `send: { channel: … }`' },
);
export type StepSource = z.infer<typeof stepSchema>;

const FREQUENCY = '`once`, `every time`, or `once per 90 days`';
const frequencySchema = z.string({ error: FREQUENCY }).superRefine((text, context) => {
  if (text === 'once' || text === 'every time') return;
  if (text === 'once per visit')
    context.addIssue({ code: 'custom', message: `\`once per visit\` is ${NOT_YET}` });
  else if (!text.startsWith('once per ') || !((parseDurationMilliseconds(text.slice(9)) ?? 0) > 0)) {
    context.addIssue({ code: 'custom', message: FREQUENCY });
  }
});

/** campaigns/<id>.yaml: what is said, to whom, when, on which channel. */
export const campaignSchema = strictObject({
  name: textSchema.optional(),
  trigger: z.union([triggerSchema, z.array(triggerSchema).min(1, { error: TRIGGER })], { error: TRIGGER }),
  if: conditionSchema.optional(),
  steps: z.array(stepSchema, { error: 'a list of steps' }).min(1, { error: 'a list of steps' }),
  stopWhen: conditionSchema.optional(),
  frequency: frequencySchema.optional(),
  purpose: textSchema.optional(),
  includeExisting: z.boolean({ error: '`true` or `false`' }).optional(),
  ...later('holdout', 'goal', 'topics', 'priority', 'active', 'paused'),
});
export type CampaignSource = z.infer<typeof campaignSchema>;
