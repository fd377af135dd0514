import { isSupportedCountry } from 'libphonenumber-js/min';
import * as z from 'zod';
import { PERMISSION_SHAPE } from './permission-schema.ts';
import { durationSchema, textSchema, timezoneSchema } from './scalar-schemas.ts';
import { later, strictObject } from './strict-object.ts';

const namespaceSchema = strictObject({
  name: z
    .string({ error: 'a name of letters and digits' })
    .regex(/^[A-Za-z][A-Za-z0-9_-]*$/u, { error: 'a name of letters and digits' }),
  unique: z.boolean({ error: 'true or false' }).optional(),
  limit: z.int({ error: 'a whole number above 0' }).min(1, { error: 'a whole number above 0' }).optional(),
});

const COUNTRY = 'a country by its two letters of ISO 3166, such as `DE` or `GB`';

const identitySchema = strictObject({
  country: z.string({ error: COUNTRY }).refine(isSupportedCountry, { error: COUNTRY }).optional(),
  namespaces: z
    .array(namespaceSchema, { error: 'a list of namespaces' })
    .min(1, { error: 'a list of namespaces' })
    .optional(),
  blocked: z.array(z.string({ error: 'text in quotes' }), { error: 'a list of values' }).optional(),
});

const modeSchema = z.enum(['opt-in', 'opt-out'], { error: '`opt-in` or `opt-out`' });
const consentRuleSchema = z.union(
  [
    modeSchema,
    strictObject({
      mode: modeSchema,
      categories: z.array(textSchema, { error: 'a list of category ids' }).optional(),
    }),
  ],
  { error: '`opt-in`, `opt-out`, or `{ mode: opt-in, categories: [C0004] }`' },
);

const MAIL_ADDRESS = 'an address such as `stay@example.com` or `Five Star Hotel <stay@example.com>`';
const MAIL_ADDRESSES = /^([^<>\r\n]*<[^\s@<>",;]+@[^\s@<>",;]+>|[^\s@<>",;]+@[^\s@<>",;]+)$/u;
const mailAddressSchema = z
  .string({ error: MAIL_ADDRESS })
  .refine((text) => MAIL_ADDRESSES.test(text.trim()), { error: MAIL_ADDRESS });

const channelsSchema = strictObject({
  email: strictObject({
    from: mailAddressSchema,
    replyTo: mailAddressSchema.optional(),
    address: textSchema.optional(),
  }).optional(),
  sms: strictObject({
    senderId: z
      .string({ error: 'up to 11 letters and digits' })
      .regex(/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/u, { error: 'up to 11 letters and digits' })
      .optional(),
  }).optional(),
  push: strictObject({ ios: textSchema.optional(), android: textSchema.optional() }).optional(),
});

const DESTINATION_URL =
  'an address that begins https:// (or http:// on this machine: localhost, 127.x.x.x, [::1])';
const LOOPBACK_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/** Deployed functions call https alone; http is for trying a receiver out beside `npm start`. */
function isDestinationUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname));
}

const DESTINATION_SECRET = '`ssm:/maitred/…` or `whsec_…` (the key in base64)';
/** Of the account's parameters the webhook function may read only those below /maitred. */
const DESTINATION_SECRETS =
  /^(ssm:\/maitred(\/[A-Za-z0-9_.-]+)+|whsec_(?=.)([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/u;

const destinationSchema = strictObject({
  url: z.string({ error: DESTINATION_URL }).refine(isDestinationUrl, { error: DESTINATION_URL }),
  secret: z.string({ error: DESTINATION_SECRET }).regex(DESTINATION_SECRETS, { error: DESTINATION_SECRET }),
});

const venueSchema = strictObject({
  name: textSchema.optional(),
  timezone: timezoneSchema.optional(),
  timeout: durationSchema.optional(),
  ...later('who', 'debounce', 'beacons'),
});

const EVENTS = 'a list of events, such as `[Checked In, Order Completed]`';

const visitSchema = strictObject({
  begins: z.array(textSchema, { error: EVENTS }).min(1, { error: EVENTS }),
  endsAfter: durationSchema,
});

const named = <T extends z.ZodType>(schema: T, what: string) =>
  z.record(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/u, { error: 'a name of letters, digits, - and _' }),
    schema,
    {
      error: what,
    },
  );

/** playbook.yaml: the house's own settings. */
export const settingsSchema = strictObject({
  name: textSchema,
  timezone: timezoneSchema,
  identity: identitySchema.optional(),
  consent: named(consentRuleSchema, 'purposes or channels, each `opt-in` or `opt-out`').optional(),
  channels: channelsSchema.optional(),
  destinations: named(destinationSchema, 'destinations by name').optional(),
  staff: strictObject({
    roles: z.array(textSchema, { error: 'a list of roles' }),
    ...later('card'),
  }).optional(),
  venues: named(venueSchema, 'venues by id').optional(),
  visit: visitSchema.optional(),
  ...PERMISSION_SHAPE,
  ...later('retention'),
});
export type SettingsSource = z.infer<typeof settingsSchema>;
