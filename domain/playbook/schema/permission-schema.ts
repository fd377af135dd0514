import * as z from 'zod';
import { topicsSchema } from './campaign-schema.ts';
import { clockSchema } from './clock-schema.ts';
import { conditionSchema } from './condition-schema.ts';
import { durationSchema, textSchema } from './scalar-schemas.ts';
import { guestChannelSchema } from './send-schema.ts';
import { shareSchema } from './share-schema.ts';
import { strictObject } from './strict-object.ts';

const PURPOSES = 'a list of purposes, such as `[marketing]`';
const ABOVE_NOTHING = 'a whole number above 0';
const CHANNELS = 'a list of channels, such as `[sms, push]`';

const suppressionSchema = strictObject({
  name: textSchema,
  when: conditionSchema,
  purposes: z.array(textSchema, { error: PURPOSES }).min(1, { error: PURPOSES }).optional(),
  topics: topicsSchema.optional(),
  except: topicsSchema.optional(),
});

const capSchema = strictObject({
  channel: guestChannelSchema,
  atMost: z.int({ error: ABOVE_NOTHING }).min(1, { error: ABOVE_NOTHING }),
  per: durationSchema,
});

const quietHoursSchema = strictObject({
  from: clockSchema,
  to: clockSchema,
  channels: z.array(guestChannelSchema, { error: CHANNELS }).min(1, { error: CHANNELS }),
}).refine(({ from, to }) => from !== to, {
  path: ['to'],
  error: 'quiet hours that end when they begin are never, or always',
  params: { sentence: true, hint: 'leave `quietHours` out, or write another time' },
});

/** Of playbook.yaml: whom nothing is sent, and when. */
export const PERMISSION_SHAPE = {
  suppress: z.array(suppressionSchema, { error: 'a list of `{ name: …, when: … }`' }).optional(),
  caps: z.array(capSchema, { error: 'a list of `{ channel: email, atMost: 3, per: 7 days }`' }).optional(),
  quietHours: quietHoursSchema.optional(),
  control: shareSchema.optional(),
};
