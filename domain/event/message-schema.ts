import * as z from 'zod';
import {
  MAXIMUM_BATCH_EVENTS,
  MAXIMUM_EVENT_NAME_LENGTH,
  MAXIMUM_IDENTIFIER_LENGTH,
  MAXIMUM_MESSAGE_ID_LENGTH,
  MAXIMUM_TIMESTAMP_LENGTH,
} from './limits.ts';
import { EVENT_TYPES, type EventType } from './tracking-event.ts';

const identifier = z.union([z.string().max(MAXIMUM_IDENTIFIER_LENGTH), z.number()]);
const moment = z.union([z.string().max(MAXIMUM_TIMESTAMP_LENGTH), z.number()]);
const object = z.record(z.string(), z.unknown());
/**
 * Control characters and halves of surrogate pairs take six bytes each wherever the key goes; the last two code units are no
 * characters, and queues refuse what has them. No SDK sends any.
 */
const messageId = z
  .string()
  .max(MAXIMUM_MESSAGE_ID_LENGTH)
  .regex(/^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u, 'must have no control characters');
/** It is told to queues as it is. */
const name = z
  .string()
  .max(MAXIMUM_EVENT_NAME_LENGTH)
  .regex(/^[^\uFFFE\uFFFF]*$/u, 'must have no code units that are no characters');

const context = z.looseObject({
  traits: object.optional(),
  externalIds: z.array(z.looseObject({ id: identifier, type: z.string() })).optional(),
  device: z.looseObject({ id: identifier.optional(), token: z.string().max(4096).optional() }).optional(),
  consent: z.looseObject({ categoryPreferences: z.record(z.string(), z.boolean()).optional() }).optional(),
  identityProof: z.string().optional(),
});

/** Whose a message is, which one it is, and how it came to be: the same in whatever says something of somebody. */
export const WHO_AND_HOW = {
  messageId: z.union([messageId, z.number()]).optional(),
  userId: identifier.optional(),
  anonymousId: identifier.optional(),
  identifiers: z.record(z.string(), identifier).optional(),
  timestamp: moment.optional(),
  context: context.optional(),
};

const common = { ...WHO_AND_HOW, originalTimestamp: moment.optional() };

/** What each of the six calls takes; what it does not name is let through, as Segment does. */
export const MESSAGE_SCHEMAS = {
  track: z.looseObject({ ...common, event: name.min(1), properties: object.optional() }),
  identify: z.looseObject({ ...common, traits: object.optional() }),
  page: z.looseObject({
    ...common,
    name: name.optional(),
    category: name.optional(),
    properties: object.optional(),
  }),
  screen: z.looseObject({
    ...common,
    name: name.optional(),
    category: name.optional(),
    properties: object.optional(),
  }),
  group: z.looseObject({ ...common, groupId: identifier, traits: object.optional() }),
  alias: z.looseObject({ ...common, userId: identifier, previousId: identifier }),
} as const satisfies Record<EventType, z.ZodType>;

/** Which of the six calls a message in a batch is. */
export const typeSchema = z.enum(EVENT_TYPES);

/** A batch; its events are judged one by one, so that a bad one is refused alone. */
export const batchSchema = z.looseObject({
  batch: z.array(z.unknown()).max(MAXIMUM_BATCH_EVENTS),
  sentAt: z.unknown().optional(),
});
