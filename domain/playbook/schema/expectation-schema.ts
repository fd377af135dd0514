import * as z from 'zod';
import { CHANNELS } from '../../campaign/channel.ts';
import { whereSchema } from './matcher-schema.ts';
import { ENTRY_REFUSALS, JOURNEY_ENDS, SUPPRESSION_REASONS } from './outcome-reasons.ts';
import { personSchema } from './person-schema.ts';
import { textSchema } from './scalar-schemas.ts';
import { later, strictObject } from './strict-object.ts';

const idsSchema = z.union([textSchema, z.array(textSchema).min(1)], { error: 'an id, or a list of ids' });

const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function oneOf<Word extends string>(words: readonly [Word, ...Word[]]) {
  return z.enum(words, { error: `one of ${listed(words)}` });
}

const channelSchema = oneOf(CHANNELS);

export const channelsSchema = z.union([channelSchema, z.array(channelSchema).min(1)], {
  error: `one of ${listed(CHANNELS)}, or a list of them`,
});

const messageSchema = strictObject(
  {
    campaign: textSchema.optional(),
    channel: channelSchema.optional(),
    to: textSchema.optional(),
    contains: z
      .union([textSchema, z.array(textSchema).min(1)], { error: 'text, or a list of texts' })
      .optional(),
  },
  'a mapping such as `{ campaign: win-back, contains: room }`, or for none `messages: 0`',
);

const campaign = { campaign: textSchema };
const channel = { channel: channelSchema.optional() };

/** What became of a campaign's journey or message: one such, or a list of them. */
function oneOrMore<One extends z.ZodObject>(one: One) {
  const error = 'a mapping such as `{ campaign: win-back }`, or a list of such';
  return z.union([one, z.array(one).min(1)], { error }).optional();
}

/** What must be so at a point of a story. */
export const expectSchema = strictObject({
  of: personSchema.optional(),
  segment: idsSchema.optional(),
  notSegment: idsSchema.optional(),
  messages: z.int({ error: 'a whole number' }).min(0, { error: 'a whole number' }).optional(),
  message: messageSchema.optional(),
  trait: whereSchema.optional(),
  goal: idsSchema.optional(),
  suppressed: oneOrMore(
    strictObject({ ...campaign, ...channel, reason: oneOf(SUPPRESSION_REASONS).optional() }),
  ),
  failed: oneOrMore(strictObject({ ...campaign, ...channel, reason: textSchema.optional() })),
  held: oneOrMore(strictObject(campaign)),
  ended: oneOrMore(strictObject({ ...campaign, reason: oneOf(JOURNEY_ENDS).optional() })),
  notBegun: oneOrMore(strictObject({ ...campaign, reason: oneOf(ENTRY_REFUSALS).optional() })),
  ...later('offer', 'offers', 'placement', 'visit', 'alert', 'alerts'),
}).refine((expected) => Object.keys(expected).some((key) => key !== 'of'), {
  error: 'something to expect, such as `segment`, `message` or `messages: 0`',
});
export type ExpectSource = z.infer<typeof expectSchema>;
