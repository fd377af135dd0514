import * as z from 'zod';
import { type AffinityConditionSource, affinityConditionSchema } from './affinity-schema.ts';
import { type EventConditionSource, eventConditionSchema } from './event-condition-schema.ts';
import {
  consentConditionSchema,
  identifierConditionSchema,
  listConditionSchema,
  messageConditionSchema,
  offerConditionSchema,
  randomConditionSchema,
  reachableConditionSchema,
  segmentConditionSchema,
  traitConditionSchema,
  venueConditionSchema,
  zoneConditionSchema,
} from './guest-condition-schemas.ts';
import { type SequenceConditionSource, sequenceConditionSchema } from './sequence-schema.ts';
import { laterOption, strictObject } from './strict-object.ts';

/** A condition about what a guest is or has, as an author writes it. */
export type GuestConditionSource = z.infer<
  | typeof traitConditionSchema
  | typeof segmentConditionSchema
  | typeof consentConditionSchema
  | typeof reachableConditionSchema
  | typeof identifierConditionSchema
  | typeof offerConditionSchema
  | typeof venueConditionSchema
  | typeof zoneConditionSchema
  | typeof messageConditionSchema
  | typeof listConditionSchema
  | typeof randomConditionSchema
>;

/** A condition, as an author writes it and the schema lets it through. */
export type ConditionSource =
  | 'everyone'
  | { all: ConditionSource[] }
  | { any: ConditionSource[] }
  | { not: ConditionSource }
  | EventConditionSource
  | SequenceConditionSource
  | AffinityConditionSource
  | GuestConditionSource;

const listSchema = z
  .array(
    z.lazy(() => conditionSchema),
    { error: 'a list of conditions' },
  )
  .min(1, { error: 'a list of conditions' });

const CONDITION = 'a condition such as `{ event: Booking Made }`, `{ segment: vip }` or `everyone`';

export const conditionSchema: z.ZodType<ConditionSource> = z.union(
  [
    z.literal('everyone', { error: CONDITION }),
    strictObject({ all: listSchema }),
    strictObject({ any: listSchema }),
    strictObject({ not: z.lazy(() => conditionSchema) }),
    eventConditionSchema,
    traitConditionSchema,
    segmentConditionSchema,
    consentConditionSchema,
    sequenceConditionSchema,
    affinityConditionSchema,
    reachableConditionSchema,
    identifierConditionSchema,
    offerConditionSchema,
    venueConditionSchema,
    zoneConditionSchema,
    messageConditionSchema,
    listConditionSchema,
    randomConditionSchema,
    laterOption('a condition', 'like'),
  ],
  { error: CONDITION },
);
