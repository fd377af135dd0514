import * as z from 'zod';
import { consentSchema } from '../../../domain/event/consent-request.ts';
import { MAXIMUM_BATCH_EVENTS } from '../../../domain/event/limits.ts';
import { MESSAGE_SCHEMAS } from '../../../domain/event/message-schema.ts';
import { EVENT_TYPES } from '../../../domain/event/tracking-event.ts';
import { newKeySchema } from './new-key.ts';

const time = z.iso.datetime();
const optionalText = z.string().optional();

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  field: optionalText,
  hint: optionalText,
  requestId: z.string(),
});

const rejection = z.object({ index: z.int(), messageId: z.unknown(), error: problem });
const collected = z.object({ success: z.literal(true), rejected: z.array(rejection).optional() });

const event = z.object({
  messageId: z.string(),
  type: z.enum(EVENT_TYPES),
  event: optionalText,
  timestamp: time,
  properties: z.record(z.string(), z.unknown()),
  traits: z.record(z.string(), z.unknown()).optional(),
});

const profile = z.object({
  profileId: z.string(),
  firstSeen: time,
  lastSeen: time,
  identifiers: z.array(
    z.object({
      namespace: z.string(),
      value: z.string(),
      linkedAt: time.nullable(),
      by: z.object({ messageId: z.string(), rule: z.string() }).nullable(),
    }),
  ),
  traits: z.record(z.string(), z.unknown()),
  computed: z.record(z.string(), z.unknown()),
  segments: z.record(z.string(), z.object({ since: time })),
  consent: z.record(z.string(), z.object({ granted: z.boolean(), at: time })),
  events: z.array(event).optional(),
  messages: z.array(z.looseObject({ deliveryId: z.string(), status: z.string() })).optional(),
  offers: z.array(z.looseObject({})).optional(),
  journeys: z.array(z.looseObject({ campaign: z.string(), status: z.string() })).optional(),
  evidence: z.looseObject({}).optional(),
});

const key = z.object({
  keyId: z.string(),
  source: z.string(),
  scopes: z.array(z.string()),
  type: z.string(),
  createdAt: time,
  revokedAt: time.nullable(),
});

const message = z.union(EVENT_TYPES.map((type) => MESSAGE_SCHEMAS[type].extend({ type: z.literal(type) })));

/** Every shape that the document names, by the name it has there. */
export const OPENAPI_SCHEMAS = {
  ...MESSAGE_SCHEMAS,
  batch: z.object({ batch: z.array(message).max(MAXIMUM_BATCH_EVENTS), sentAt: time.optional() }),
  collected,
  consentRequest: consentSchema,
  consentRecorded: z.object({ success: z.literal(true), recorded: z.record(z.string(), z.boolean()) }),
  settings: z.looseObject({ integrations: z.looseObject({}) }),
  profile,
  timeline: z.object({ events: z.array(event), cursor: optionalText }),
  newKey: newKeySchema,
  key,
  madeKey: key.extend({ key: z.string(), identityProofSecret: optionalText }),
  keys: z.object({ keys: z.array(key) }),
  object: z.looseObject({}),
  problem,
} satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof OPENAPI_SCHEMAS;
