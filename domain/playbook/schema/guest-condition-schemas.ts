import * as z from 'zod';
import { LIST_NAME, LIST_NAME_EXPECTED } from '../../list/list-name.ts';
import { checkTests } from './check-tests.ts';
import { hasTest, MATCHER_SHAPE, matcherSchema, NEEDS_TEST } from './matcher-schema.ts';
import { dottedPathSchema, durationSchema, textSchema } from './scalar-schemas.ts';
import { strictObject } from './strict-object.ts';

const oneOf = (...words: readonly [string, ...string[]]) =>
  z.enum(words, { error: `one of ${words.map((word) => `\`${word}\``).join(', ')}` });

/** A trait's value, sent or computed. */
export const traitConditionSchema = strictObject({ trait: dottedPathSchema, ...MATCHER_SHAPE })
  .refine(hasTest, { error: NEEDS_TEST })
  .superRefine(checkTests);

/** Is a member; has been, that long. */
export const segmentConditionSchema = strictObject({ segment: textSchema, for: durationSchema.optional() });

/** Is permitted. */
export const consentConditionSchema = strictObject({ consent: textSchema });

/** Could be sent something. */
export const reachableConditionSchema = strictObject({ reachable: oneOf('email', 'sms', 'push') });

/** Has one of that namespace. */
export const identifierConditionSchema = strictObject({ identifier: textSchema });

const OFFER_STATUSES = ['held', 'granted', 'valid', 'redeemed', 'expired'] as const;

/** Holds it: granted, or valid already. */
export const offerConditionSchema = strictObject({
  offer: textSchema,
  status: z
    .enum(OFFER_STATUSES, { error: `one of ${OFFER_STATUSES.map((word) => `\`${word}\``).join(', ')}` })
    .optional(),
});

/** Is in that venue now, or in any. */
export const venueConditionSchema = strictObject({ at: textSchema, zone: matcherSchema.optional() });

/** Is in such a zone of any venue now. */
export const zoneConditionSchema = strictObject({ zone: matcherSchema });

/** What became of a campaign's message; without a word: it was sent. */
export const messageConditionSchema = strictObject({
  message: textSchema,
  status: oneOf('sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'spam').optional(),
  within: durationSchema.optional(),
});

/** Is on a list that was loaded. */
export const listConditionSchema = strictObject({
  list: z.string({ error: LIST_NAME_EXPECTED }).regex(LIST_NAME, { error: LIST_NAME_EXPECTED }),
});

const PERCENTAGE = 'a percentage from 0% to 100%, such as `10%`';
const PERCENT = /^(\d+(?:\.\d+)?) *%$/;

/** From 0 to 1; undefined if the text is no percentage. */
export function readShare(text: string): number | undefined {
  const percent = Number(PERCENT.exec(text.trim())?.[1] ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : undefined;
}

/** Stable for a person. */
export const randomConditionSchema = strictObject({
  random: z
    .string({ error: PERCENTAGE })
    .refine((text) => readShare(text) !== undefined, { error: PERCENTAGE }),
});
