import * as z from 'zod';
import { EVENT_TYPES } from '../../../domain/event/tracking-event.ts';
import { KEY_TYPES, SCOPES } from '../../contract/api-key.ts';
import { LIST_ANSWERS } from './openapi-list-answers.ts';
import { givenUp, PLAYBOOK_ANSWERS } from './openapi-playbook-answers.ts';
import { REPORT_ANSWERS } from './openapi-report-answers.ts';
import { WHY_ANSWERS } from './openapi-why-answers.ts';

const time = z.iso.datetime();
const optionalText = z.string().optional();
const named = z.record(z.string(), z.unknown());

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

const rejected = z.array(z.object({ index: z.int(), messageId: z.unknown(), error: problem })).optional();

const event = z.object({
  messageId: z.string(),
  type: z.enum(EVENT_TYPES),
  event: optionalText,
  timestamp: time,
  properties: named,
  traits: named.optional(),
  traceId: optionalText,
});

const identifier = z.object({ namespace: z.string(), value: z.string() });
const link = z.object({ messageId: z.string(), rule: z.string() });
const linkedIdentifier = identifier.extend({ linkedAt: time.nullable(), by: link.nullable() });

const delivery = z.object({
  deliveryId: z.string(),
  campaign: z.string(),
  channel: z.string(),
  status: z.string(),
  at: time,
  why: z.string().nullable(),
  traceId: optionalText,
});

const journey = z.object({
  campaign: z.string(),
  status: z.string(),
  dueAt: time.nullable(),
  enteredAt: time,
  why: optionalText,
  convertedAt: time.optional().meta({ description: 'When its goal was reached.' }),
  traceId: optionalText,
});

const ends = link.extend({ identifier, to: identifier, at: time });
const evidence = z.object({
  links: z.array(ends),
  refused: z.array(ends),
  splits: z.array(z.object({ identifier, from: identifier, at: time })),
  withheldTraits: z.array(z.string()).optional(),
  formerProfileIds: z.array(z.string()),
});

const profile = z.object({
  profileId: z.string(),
  firstSeen: time,
  lastSeen: time,
  identifiers: z.array(linkedIdentifier),
  traits: named,
  computed: named,
  approximate: z
    .array(z.string())
    .optional()
    .meta({ description: 'The computed traits whose values are approximate.' }),
  segments: z.record(z.string(), z.object({ since: time })),
  consent: z.record(z.string(), z.object({ granted: z.boolean(), at: time })),
  events: z.array(event).optional(),
  messages: z.array(delivery).optional(),
  offers: z.array(z.looseObject({})).optional(),
  journeys: z.array(journey).optional(),
  evidence: evidence.optional(),
});

const destination = z.object({ apiKey: z.string(), apiHost: z.string(), protocol: z.string() });

const key = z.object({
  keyId: z.string(),
  source: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  type: z.enum(KEY_TYPES),
  venue: optionalText,
  requiresIdentityProof: z.boolean().optional(),
  limit: z.int(),
  createdAt: time,
  revokedAt: time.nullable(),
});

const limited = z.object({ at: time, requests: z.int() });

const pointer = z.object({ version: z.string(), ordinal: z.int() });

/** One of the two whom a split leaves; without a profile, it is nobody's. */
const side = z.object({ profileId: z.string().nullable(), identifiers: z.array(identifier) });

const takenLink = z.object({ identifier, to: identifier, messageId: z.string(), at: time });

/** Every answer's shape, by the name that it has in the document. */
export const ANSWERS = {
  problem,
  gatewayMessage: z.object({ message: z.string() }),
  batchProblem: problem.extend({ rejected }),
  collected: z.object({ success: z.literal(true), rejected }),
  consentRecorded: z.object({ success: z.literal(true), recorded: z.record(z.string(), z.boolean()) }),
  settings: z.object({
    integrations: z.object({ 'Segment.io': destination }),
    metrics: z.object({ sampleRate: z.number() }),
  }),
  profile,
  timeline: z.object({ events: z.array(event), cursor: optionalText }),
  ...WHY_ANSWERS,
  ...REPORT_ANSWERS,
  segments: z.object({
    segments: z.array(z.object({ id: z.string(), name: z.string(), members: z.int() })),
    namespaces: z.array(z.string()).meta({ description: 'Of identifiers, as the active playbook has them.' }),
    computedTraits: z.array(z.string()),
  }),
  members: z.object({
    segment: z.string(),
    members: z.array(
      z.object({
        profileId: z.string(),
        since: time,
        identifiers: z.array(identifier).optional(),
        traits: named.optional(),
        computed: named.optional(),
      }),
    ),
    cursor: optionalText,
  }),
  names: z.object({
    events: z.array(z.object({ name: z.string(), properties: z.array(z.string()) })),
    traits: z.array(z.string()),
    cursor: optionalText,
  }),
  ...LIST_ANSWERS,
  key,
  madeKey: key.extend({ key: z.string(), identityProofSecret: optionalText }),
  keys: z.object({ keys: z.array(key.extend({ limited: limited.nullable() })) }),
  deployResult: pointer.extend({ status: z.enum(['deployed', 'unchanged']), givenUp: givenUp.optional() }),
  versions: z.object({
    active: pointer.extend({ since: time.optional(), by: z.string().optional() }).nullable(),
    versions: z.array(
      pointer.extend({
        name: z.string(),
        deployedAt: time,
        by: z.string().optional(),
        including: z.int().meta({ description: 'How many campaigns of it include existing members.' }),
        isActive: z.boolean(),
      }),
    ),
  }),
  split: z.object({
    identifier,
    from: identifier,
    link: takenLink.nullable(),
    otherLinks: z.array(z.object({ identifier, from: identifier, link: takenLink })),
    remaining: side,
    separated: side,
    rebuilding: z.boolean(),
    isRepeat: z.boolean().meta({ description: 'It was split before: nothing was changed.' }),
    dryRun: z.boolean(),
  }),
  rebuilt: z.object({
    scanned: z.int(),
    checked: z.int(),
    rebuilt: z.int(),
    queued: z.int(),
    outdated: z.int(),
    different: z.array(z.object({ profileId: z.string(), parts: z.array(z.string()) })),
    unchecked: z.array(z.string()),
    failed: z.array(z.object({ profileId: z.string(), code: z.string(), detail: z.string() })),
    cursor: z.string().nullable(),
    total: z.int().nullable(),
  }),
  ...PLAYBOOK_ANSWERS,
  document: z.looseObject({ openapi: z.string() }),
};
