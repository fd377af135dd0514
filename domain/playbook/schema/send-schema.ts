import * as z from 'zod';
import { rateSchema } from './rate-schema.ts';
import { idSchema, jsonSchema, textSchema } from './scalar-schemas.ts';
import { later, OTHER_OPTION, strictObject } from './strict-object.ts';

const COMMON = { offer: idSchema.optional(), rate: rateSchema.optional() };
const channel = <const C extends string>(name: C) => z.literal(name);

const ONE_CHANNEL = 'one of `email`, `sms`, `push`, `webhook`, `staff`';

/** What a send step says on one channel. */
const singleSchema = z.discriminatedUnion(
  'channel',
  [
    strictObject({ channel: channel('email'), template: textSchema, subject: textSchema, ...COMMON }),
    strictObject({ channel: channel('sms'), text: textSchema, ...COMMON }),
    strictObject({
      channel: channel('push'),
      title: textSchema,
      body: textSchema,
      link: textSchema.optional(),
      ...COMMON,
    }),
    strictObject({
      channel: channel('webhook'),
      destination: textSchema,
      body: jsonSchema,
      type: textSchema.optional(),
      ...COMMON,
    }),
    strictObject({
      channel: channel('staff'),
      role: textSchema,
      message: textSchema,
      venue: textSchema.optional(),
      ...later('expires', 'escalate'),
      ...COMMON,
    }),
  ],
  { error: ONE_CHANNEL },
);
export type SingleSendSource = z.infer<typeof singleSchema>;

/** Channels on which a guest is written to. */
export const GUEST_CHANNELS = ['email', 'sms', 'push'] as const;
export type GuestChannel = (typeof GUEST_CHANNELS)[number];
const GUEST_CHANNEL = 'one of `email`, `sms`, `push`: only these reach a guest';
export const guestChannelSchema = z.enum(GUEST_CHANNELS, { error: GUEST_CHANNEL });

/** Texts of a guest's channels: those that each needs, and those that it may have besides. */
const NEEDED = { email: ['template', 'subject'], sms: ['text'], push: ['title', 'body'] } as const;
const KEYS = { ...NEEDED, push: ['title', 'body', 'link'] } as const;

const listSchema = strictObject({
  channel: z
    .array(guestChannelSchema, {
      // One channel is no list, whatever else there is; nothing may have been meant as either.
      error: ({ input }) => (input === undefined ? 'a list of channels' : OTHER_OPTION),
    })
    .min(1, { error: 'a list of channels, such as `[push, email]`' })
    .refine((channels) => new Set(channels).size === channels.length, {
      error: 'a channel stands twice in the list',
      params: { sentence: true, hint: 'the first that reaches the guest is taken' },
    }),
  template: textSchema.optional(),
  subject: textSchema.optional(),
  text: textSchema.optional(),
  title: textSchema.optional(),
  body: textSchema.optional(),
  link: textSchema.optional(),
  ...COMMON,
}).superRefine((send, context) => {
  const refuse = (path: string[], message: string, hint: string): void => {
    context.addIssue({ code: 'custom', path, message, params: { sentence: true, hint } });
  };
  // That no channel is named is said once.
  if (send.channel.length === 0) return;
  for (const name of send.channel) {
    for (const key of NEEDED[name]) {
      if (send[key] === undefined) refuse(['channel'], `\`${name}\` needs \`${key}\``, `add \`${key}\``);
    }
  }
  for (const name of GUEST_CHANNELS.filter((each) => !send.channel.includes(each))) {
    for (const key of KEYS[name]) {
      if (send[key] === undefined) continue;
      refuse([key], `\`${key}\` is of \`${name}\`, which is not among the channels`, 'leave it out');
    }
  }
});
export type ListSendSource = z.infer<typeof listSchema>;

/** What a send step says: on one channel, or on the first of several that reaches the guest. */
export const sendSchema = z.union([singleSchema, listSchema], {
  error: `${ONE_CHANNEL}, or a list such as \`[push, email]\``,
});
export type SendSource = SingleSendSource | ListSendSource;

/** Tells whether a send names several channels. */
export function isListSend(send: SendSource): send is ListSendSource {
  return Array.isArray(send.channel);
}
