import * as z from 'zod';
import { parseCalendarDuration } from '../../time/duration.ts';
import { CLOCK, CLOCK_EXPECTED } from './clock-schema.ts';
import { whereSchema } from './matcher-schema.ts';
import { durationSchema, eventNamesSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';

const UNTIL = `${CLOCK_EXPECTED}, \`{ event: Booking Made }\`, or a date such as \`event.properties.checkIn\` or \`profile.birthday\``;
const OF_EVENT = ['properties', 'traits', 'context'];

/** What a value of the triggering event, or of the profile, is called: `event.properties.checkIn`. */
export interface ValuePath {
  readonly of: 'event' | 'profile';
  /** Of an event from `properties`, `traits` or `context` on; of a profile from its traits on. */
  readonly path: readonly string[];
}

/** Reads such a path; undefined if the text is none. */
export function readValuePath(text: string): ValuePath | undefined {
  const [of, ...path] = text.trim().split('.');
  if (path.length === 0 || path.some((step) => step === '' || /[\s{}]/u.test(step))) return undefined;
  if (of === 'profile') return { of, path };
  const isOfEvent = of === 'event' && path.length > 1 && OF_EVENT.includes(path[0] ?? '');
  return isOfEvent ? { of, path } : undefined;
}

const untilSchema = z.union(
  [
    z
      .string({ error: UNTIL })
      .refine((text) => CLOCK.test(text) || readValuePath(text) !== undefined, { error: UNTIL }),
    strictObject({ event: eventNamesSchema, where: whereSchema.optional() }),
  ],
  { error: UNTIL },
);

const BEFORE = 'a duration such as `3 days`, in whole months where it is in months';
const beforeSchema = durationSchema.refine((text) => parseCalendarDuration(text) !== undefined, {
  error: BEFORE,
});

const WAIT = 'a duration such as `3 days`, or `{ until: "09:00" }`';

const waitUntilSchema = strictObject({
  until: untilSchema,
  atMost: durationSchema.optional(),
  before: beforeSchema.optional(),
}).superRefine(({ until, atMost, before }, context) => {
  const refuse = (key: string, message: string, hint: string): void => {
    context.addIssue({ code: 'custom', path: [key], message, params: { sentence: true, hint } });
  };
  const isEvent = typeof until === 'object';
  const isDate = !isEvent && !CLOCK.test(until);
  if (isEvent && atMost === undefined)
    refuse('until', 'how long is the event waited for?', 'add `atMost: 1 day` beside `until`');
  if (!isEvent && atMost !== undefined)
    refuse('atMost', '`atMost` goes only with `until: { event: … }`', 'leave it out');
  if (!isDate && before !== undefined)
    refuse(
      'before',
      '`before` goes only with a date, such as `until: event.properties.checkIn`',
      'leave it out',
    );
});
export type WaitUntilSource = z.infer<typeof waitUntilSchema>;

/** How long, or until what, a journey waits. */
export const waitSchema = z.union([durationSchema, waitUntilSchema], { error: WAIT });
