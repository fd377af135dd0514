import * as z from 'zod';
import { CLOCK, CLOCK_EXPECTED, isMomentWithTime } from './clock-schema.ts';
import { strictObject } from './strict-object.ts';

/** In the order of ISO 8601: Monday is the first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When a segment's members are written to, as an author says it. */
export interface ScheduleSource {
  every?: 'day' | 'week' | 'month' | 'year' | undefined;
  day?: Weekday | number | undefined;
  month?: number | undefined;
  at: string;
}

const DAY = 'a weekday such as `monday`, or the day of a month: 1 to 31';
const MONTH = 'a month by its number: 1 to 12';
const AT = `${CLOCK_EXPECTED}, or without \`every\` a day with its time such as \`2026-05-01T10:00\``;
const PERIOD = 'one of `day`, `week`, `month`, `year`';
/** The greatest number of days that each month can have. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `{ every: month, day: 1, at: "10:00" }`, or `{ at: 2026-05-01T10:00 }`. */
export const scheduleSchema: z.ZodType<ScheduleSource> = strictObject({
  every: z.enum(['day', 'week', 'month', 'year'], { error: PERIOD }).optional(),
  day: z
    .union(
      [
        z.enum(WEEKDAYS, { error: DAY }),
        z.int({ error: DAY }).min(1, { error: DAY }).max(31, { error: DAY }),
      ],
      {
        error: DAY,
      },
    )
    .optional(),
  month: z.int({ error: MONTH }).min(1, { error: MONTH }).max(12, { error: MONTH }).optional(),
  at: z.string({ error: AT }).refine((text) => CLOCK.test(text) || isMomentWithTime(text), { error: AT }),
}).superRefine(checkSchedule);

type Refuse = (key: string, message: string, hint: string) => void;

function checkSchedule(source: ScheduleSource, context: z.RefinementCtx): void {
  const refuse: Refuse = (key, message, hint) => {
    context.addIssue({ code: 'custom', path: [key], message, params: { sentence: true, hint } });
  };
  checkTime(source, refuse);
  checkDay(source, refuse);
  checkMonth(source, refuse);
}

function checkTime({ every, at }: ScheduleSource, refuse: Refuse): void {
  const isClock = CLOCK.test(at);
  if (every === undefined && isClock) {
    const hint = 'add `every: day`, or write `at: 2026-05-01T10:00`';
    refuse('at', 'a time of day alone does not say on which day', hint);
  }
  if (every !== undefined && isMomentWithTime(at))
    refuse('at', '`every` goes with a time of day', 'write `at: "10:00"`, or leave `every` out');
}

function checkDay({ every, day }: ScheduleSource, refuse: Refuse): void {
  const isWeekday = typeof day === 'string';
  const isOfMonth = every === 'month' || every === 'year';
  if (every === 'week' && !isWeekday) refuse('day', 'on which day of the week?', 'write `day: monday`');
  if (isOfMonth && typeof day !== 'number') refuse('day', 'on which day of the month?', 'write `day: 1`');
  if (day !== undefined && every !== 'week' && !isOfMonth)
    refuse('day', '`day` goes with `every: week`, `every: month` or `every: year`', 'leave it out');
}

function checkMonth({ every, day, month }: ScheduleSource, refuse: Refuse): void {
  if (month === undefined) {
    if (every === 'year') refuse('month', 'in which month of the year?', 'write `month: 12`');
    return;
  }
  if (every !== 'year') refuse('month', '`month` goes with `every: year`', 'leave it out');
  const length = LENGTHS[month - 1] ?? 31;
  if (typeof day === 'number' && day > length)
    refuse('day', `the month ${month} has no day ${day}`, `its last is ${length}`);
}
