import * as z from 'zod';
import { consentSchema } from '../../../domain/event/consent-request.ts';
import { MAXIMUM_BATCH_EVENTS } from '../../../domain/event/limits.ts';
import { MESSAGE_SCHEMAS } from '../../../domain/event/message-schema.ts';
import { EVENT_TYPES, type EventType } from '../../../domain/event/tracking-event.ts';
import { backfillSchema } from './backfill-request.ts';
import { beginLoadSchema, finishLoadSchema, listGuestsSchema } from './list-request.ts';
import { newKeySchema } from './new-key.ts';
import { planSchema } from './plan-request.ts';
import { deploySchema, rollbackSchema } from './playbook-request.ts';
import { rebuildSchema } from './rebuild-request.ts';
import { splitSchema } from './split-request.ts';
import { sweepSchema } from './sweep-request.ts';

const writeKey = z.unknown().optional().meta({ description: 'The key, where no header carries it.' });
const sentAt = z
  .unknown()
  .optional()
  .meta({ description: 'When it was sent, by the device’s clock: corrects the timestamp.' });

/** What may say whose a message is; alias says so by what it must have. */
const IDENTIFYING: Readonly<Record<EventType, readonly string[]>> = {
  track: ['userId', 'anonymousId', 'identifiers', 'context'],
  identify: ['userId', 'anonymousId', 'identifiers', 'context', 'traits'],
  page: ['userId', 'anonymousId', 'identifiers', 'context'],
  screen: ['userId', 'anonymousId', 'identifiers', 'context'],
  group: ['userId', 'anonymousId', 'identifiers', 'context'],
  alias: [],
};

const oneOf = (names: readonly string[]) =>
  names.length === 0 ? {} : { anyOf: names.map((name) => ({ required: [name] })) };

const describeMessage = (type: EventType) =>
  MESSAGE_SCHEMAS[type].extend({ writeKey, sentAt }).meta(oneOf(IDENTIFYING[type]));

const message = z.union(
  EVENT_TYPES.map((type) =>
    MESSAGE_SCHEMAS[type].extend({ type: z.literal(type), sentAt }).meta(oneOf(IDENTIFYING[type])),
  ),
);

/** Bodies in which null equals absent. */
export const COLLECTED_BODIES = {
  track: describeMessage('track'),
  identify: describeMessage('identify'),
  page: describeMessage('page'),
  screen: describeMessage('screen'),
  group: describeMessage('group'),
  alias: describeMessage('alias'),
  batch: z.looseObject({ batch: z.array(message).max(MAXIMUM_BATCH_EVENTS), sentAt, writeKey }),
  consentRequest: consentSchema
    .extend({ consent: consentSchema.shape.consent.meta({ minProperties: 1 }), sentAt, writeKey })
    .meta(oneOf(['userId', 'anonymousId', 'identifiers', 'context'])),
};

/** Bodies that are taken at their word. */
export const PLAIN_BODIES = {
  newKey: newKeySchema.meta({
    allOf: [
      {
        if: { properties: { type: { const: 'browser' } }, required: ['type'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { scopes: { items: { const: 'collect' } } } },
      },
      {
        if: { properties: { scopes: { contains: { const: 'staff' } } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { required: ['venue'] },
      },
    ],
  }),
  deployRequest: deploySchema,
  rollbackRequest: rollbackSchema,
  planRequest: planSchema,
  backfillRequest: backfillSchema,
  splitRequest: splitSchema,
  rebuildRequest: rebuildSchema,
  sweepRequest: sweepSchema,
  beginLoad: beginLoadSchema,
  listGuests: listGuestsSchema,
  finishLoad: finishLoadSchema,
  lines: z.string().meta({
    description: `An event as in a batch on each line, ${MAXIMUM_BATCH_EVENTS} at most; whatever the Content-Type says.`,
  }),
};
