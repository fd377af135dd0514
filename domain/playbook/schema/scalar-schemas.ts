import * as z from 'zod';
import { parseDurationMilliseconds } from '../../time/duration.ts';
import { isZone } from '../../time/is-zone.ts';

/** Text that says something. */
export const textSchema = z.string({ error: 'text' }).refine((text) => text.trim() !== '', { error: 'text' });

/** Past 2^53 not every number is told from the next. */
const exactNumberSchema = z.number().refine((number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER, {
  error: 'so long a number is not kept to its last digit',
  params: { sentence: true, hint: 'write it in quotes, as text' },
});

const ID = 'an id of letters, digits, - and _, as files have';

/** What a file of a playbook could be called. */
export const idSchema = z.string({ error: ID }).regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/u, { error: ID });

/** Text or number or yes/no: what a trait or property can be compared with. */
export const scalarSchema = z.union([z.string(), exactNumberSchema, z.boolean()], {
  error: 'text, a number, true or false',
});

/** Anything that can be written down. */
export const jsonSchema: z.ZodType<unknown> = z.json({ error: 'text, a list or a mapping' });

export const DURATION = 'a duration such as `3 days` or `P3D`';

/** A length of time that is more than nothing; kept as written. */
export const durationSchema = z
  .string({ error: DURATION })
  .refine((text) => (parseDurationMilliseconds(text) ?? 0) > 0, { error: DURATION });

/** Path into traits, properties or context: `products.category`. */
export const dottedPathSchema = z
  .string({ error: 'a dotted path such as `products.category`' })
  .regex(/^[^.]+(\.[^.]+)*$/u, { error: 'a dotted path such as `products.category`' });

/** IANA name of a time zone. */
export const timezoneSchema = z
  .string({ error: 'a time zone such as `Europe/Berlin`' })
  .refine(isZone, { error: 'a time zone such as `Europe/Berlin`' });

const severalEventsSchema = z
  .array(textSchema)
  .min(1)
  .refine((names) => !names.includes('any'), {
    error: '`any` is every event, and needs no list',
    params: { sentence: true, hint: 'write `event: any`' },
  });

/** `Booking Made`, a list of names, or `any`. */
export const eventNamesSchema = z.union([textSchema, severalEventsSchema], {
  error: 'the name of an event, a list of names, or `any`',
});
export type EventNames = z.infer<typeof eventNamesSchema>;
