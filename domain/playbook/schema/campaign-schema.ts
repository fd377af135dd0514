import * as z from 'zod';
import { parseDurationMilliseconds } from '../../time/duration.ts';
import { dayOrMomentSchema } from './clock-schema.ts';
import { conditionSchema } from './condition-schema.ts';
import { whereSchema } from './matcher-schema.ts';
import { durationSchema, eventNamesSchema, idSchema, textSchema } from './scalar-schemas.ts';
import { shareSchema } from './share-schema.ts';
import { stepsSchema } from './step-schema.ts';
import { strictObject } from './strict-object.ts';
import { triggersSchema } from './trigger-schema.ts';

const FREQUENCY = '`once`, `every time`, `once per 90 days`, or `once per visit`';
const WORDS = ['once', 'every time', 'once per visit'];
const frequencySchema = z.string({ error: FREQUENCY }).refine(
  (text) => {
    if (WORDS.includes(text)) return true;
    return text.startsWith('once per ') && (parseDurationMilliseconds(text.slice(9)) ?? 0) > 0;
  },
  { error: FREQUENCY },
);

const goalSchema = strictObject(
  { event: eventNamesSchema, where: whereSchema.optional(), within: durationSchema },
  '`{ event: Booking Made, within: 7 days }`',
);

const ACTIVE = '`{ from: 2026-12-01, to: 2026-12-24 }`, or one of the two';
const activeSchema = strictObject(
  { from: dayOrMomentSchema.optional(), to: dayOrMomentSchema.optional() },
  ACTIVE,
).refine(({ from, to }) => from !== undefined || to !== undefined, { error: ACTIVE });

const TOPICS = 'a list of topics, such as `[rooms, spa]`';
/** Topics by name: guests refuse them one by one, so each is a word of its own. */
export const topicsSchema = z.array(idSchema, { error: TOPICS }).min(1, { error: TOPICS });

const WHOLE = 'a whole number';
const YES_OR_NO = '`true` or `false`';

/** campaigns/<id>.yaml: what is said, to whom, when, on which channel. */
export const campaignSchema = strictObject({
  name: textSchema.optional(),
  trigger: triggersSchema,
  if: conditionSchema.optional(),
  steps: stepsSchema,
  stopWhen: conditionSchema.optional(),
  frequency: frequencySchema.optional(),
  purpose: textSchema.optional(),
  holdout: shareSchema.optional(),
  goal: goalSchema.optional(),
  topics: topicsSchema.optional(),
  priority: z.int({ error: WHOLE }).optional(),
  active: activeSchema.optional(),
  paused: z.boolean({ error: YES_OR_NO }).optional(),
  includeExisting: z.boolean({ error: YES_OR_NO }).optional(),
});
export type CampaignSource = z.infer<typeof campaignSchema>;
