import * as z from 'zod';
import { parseCalendarDuration } from '../../time/duration.ts';
import { clockSchema } from './clock-schema.ts';
import { matchingSchema, sinceSchema } from './event-condition-schema.ts';
import { whereSchema } from './matcher-schema.ts';
import { dottedPathSchema, eventNamesSchema, textSchema } from './scalar-schemas.ts';
import { scheduleSchema } from './schedule-schema.ts';
import { strictObject } from './strict-object.ts';

const YES_OR_NO = '`true` or `false`';
const OFTEN = 'a whole number from 2 on';

const segmentTriggerSchema = strictObject({
  segment: textSchema,
  on: z.enum(['entry', 'exit'], { error: '`entry` or `exit`' }).optional(),
  schedule: scheduleSchema.optional(),
}).refine(({ on, schedule }) => on === undefined || schedule === undefined, {
  path: ['on'],
  error: '`on` does not go with `schedule`',
  params: { sentence: true, hint: 'a schedule is for everyone who is in the segment then' },
});

const eventTriggerSchema = strictObject({
  event: eventNamesSchema,
  where: whereSchema.optional(),
  matching: matchingSchema.optional(),
  since: sinceSchema.optional(),
  every: z.int({ error: OFTEN }).min(2, { error: OFTEN }).optional(),
  late: z.boolean({ error: YES_OR_NO }).optional(),
});

const WHOLE_DAYS = 'a duration in whole days, weeks, months or years, such as `7 days`';
const DAY_MILLISECONDS = 86_400_000;

/** Days by which a date is anticipated. */
const daysSchema = z.string({ error: WHOLE_DAYS }).refine(isWholeDays, { error: WHOLE_DAYS });

function isWholeDays(text: string): boolean {
  const { months, milliseconds } = parseCalendarDuration(text) ?? { months: 0, milliseconds: 0 };
  return milliseconds % DAY_MILLISECONDS === 0 && months + milliseconds > 0;
}

const dateTriggerSchema = strictObject({
  date: dottedPathSchema,
  yearly: z.boolean({ error: YES_OR_NO }).optional(),
  before: daysSchema.optional(),
  at: clockSchema,
});

const TRIGGER =
  '`{ segment: vip }`, `{ event: Booking Made }`, `{ date: birthday, at: "09:00" }`, or a list of them';
const triggerSchema = z.union([segmentTriggerSchema, eventTriggerSchema, dateTriggerSchema], {
  error: TRIGGER,
});
export type TriggerSource = z.infer<typeof triggerSchema>;
export type SegmentTriggerSource = z.infer<typeof segmentTriggerSchema>;
export type EventTriggerSource = z.infer<typeof eventTriggerSchema>;

/** One trigger, or a list of them. */
export const triggersSchema = z.union([triggerSchema, z.array(triggerSchema).min(1, { error: TRIGGER })], {
  error: TRIGGER,
});
