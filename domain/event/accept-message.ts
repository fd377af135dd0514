import type { ConsentRule } from '../consent/consent-choice.ts';
import { InvalidInputError } from '../error/maitred-error.ts';
import { extractIdentifiers, MAXIMUM_IDENTIFIERS } from '../identity/extract-identifiers.ts';
import { splitIdentifier } from '../identity/identifier.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { correctTime, timestampAsSent } from './correct-time.ts';
import { describeContent } from './describe-content.ts';
import { invalidShape } from './invalid-shape.ts';
import type { JsonObject, JsonValue } from './json.ts';
import { MAXIMUM_EVENT_BYTES } from './limits.ts';
import { readMessageConsent } from './message-consent.ts';
import { messageIdOf } from './message-id.ts';
import { MESSAGE_SCHEMAS, typeSchema } from './message-schema.ts';
import { isJsonObject, stripNulls } from './strip-nulls.ts';
import { TooLargeError } from './too-large-error.ts';
import { type Traced, traceOf } from './trace.ts';
import type { EventType, TrackingEvent } from './tracking-event.ts';

/** What a message itself does not say. */
export interface Reception extends Traced {
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly source: string;
  /** The playbook's, as far as they matter here. */
  readonly rules: {
    readonly identity: IdentityRules;
    readonly consent: Readonly<Record<string, ConsentRule>>;
  };
  /** The call that carried it, where that says the type; a batch's messages say it themselves. */
  readonly type?: EventType;
  /** The batch's, for messages that carry none. */
  readonly sentAt?: JsonValue | undefined;
  /** True if nothing but its own anonymousId, else its deviceId, may identify it: a browser's claim without the proof it needs. */
  readonly isUnproven?: (message: JsonObject) => boolean;
}

/**
 * Makes an event of one message of Segment's tracking API: validates it, corrects its time, finds its identifiers.
 * The same message gives the same key whenever it is received.
 * @throws TooLargeError over 32 KiB
 * @throws InvalidInputError naming the field that is wrong
 */
export function acceptMessage(raw: JsonValue, reception: Reception): TrackingEvent {
  const { type, message } = readMessage(raw, reception.type);
  const identifiers = readIdentifiers(message, reception);
  const messageId = messageIdOf(message);
  const times = { ...message, sentAt: message.sentAt ?? reception.sentAt };
  const context = isJsonObject(message.context) ? message.context : {};
  return {
    key: { identifier: identifiers[0], sort: `${timestampAsSent(message)}#${messageId}` },
    type,
    messageId,
    time: correctTime(times, reception.receivedAt),
    receivedAt: reception.receivedAt,
    identifiers,
    ...describeContent(type, message),
    context: keepUnusedIdentifiers(context, message),
    consent: readMessageConsent(context, reception.rules.consent),
    source: reception.source,
    ...traceOf(reception),
  };
}

function readMessage(
  raw: JsonValue,
  knownType: EventType | undefined,
): { type: EventType; message: JsonObject } {
  if (!isJsonObject(raw)) throw new InvalidInputError('an event must be a JSON object');
  if (Buffer.byteLength(JSON.stringify(raw)) > MAXIMUM_EVENT_BYTES) {
    throw new TooLargeError(`the event is over ${MAXIMUM_EVENT_BYTES / 1024} KiB`, 'Send less with it.');
  }
  const stripped = stripNulls(raw);
  const type = knownType ?? readType(stripped.type);
  const message = { ...stripped, type };
  const checked = MESSAGE_SCHEMAS[type].safeParse(message);
  if (!checked.success) throw invalidShape(checked.error);
  return { type, message };
}

function readType(value: JsonValue | undefined): EventType {
  const type = typeSchema.safeParse(value);
  if (type.success) return type.data;
  throw new InvalidInputError(`type must be one of ${typeSchema.options.join(', ')}`, { field: 'type' });
}

function readIdentifiers(message: JsonObject, reception: Reception): readonly [string, ...string[]] {
  const named = extractIdentifiers(reception.rules.identity, message);
  requireFew(named, message);
  const isUnproven = named.length > 0 && reception.isUnproven?.(message) === true;
  const [mostTrusted, ...others] = isUnproven ? keepOne(named) : named;
  if (mostTrusted !== undefined) return [mostTrusted, ...others];
  const hint =
    'Send a userId, an anonymousId or identifiers; values such as "null" or "guest" identify nobody.';
  throw new InvalidInputError('nothing in the event says whose it is', { field: 'userId', hint });
}

/** Cut off, some of them would link and some would not. */
function requireFew(named: readonly string[], message: JsonObject): void {
  if (named.length <= MAXIMUM_IDENTIFIERS) return;
  const context = isJsonObject(message.context) ? message.context : {};
  const externalIds = Array.isArray(context.externalIds) ? context.externalIds.length : 0;
  const field = externalIds > MAXIMUM_IDENTIFIERS / 2 ? 'context.externalIds' : 'identifiers';
  throw new InvalidInputError(
    `the event names ${named.length} identifiers, and at most ${MAXIMUM_IDENTIFIERS} are one person's`,
    { field, hint: 'Send only those that are this one person.' },
  );
}

/** Of what is not proven one identifier stays, which links nothing: the browser's or the app's own. */
function keepOne(named: readonly string[]): readonly [string] {
  const own = findFirst(named, 'anonymousId') ?? findFirst(named, 'deviceId');
  if (own !== undefined) return [own];
  const hint = 'Send an anonymousId, or context.identityProof: the HMAC-SHA-256 of the userId, in hex.';
  throw new InvalidInputError('the userId is not proven', { field: 'context.identityProof', hint });
}

function findFirst(named: readonly string[], namespace: string): string | undefined {
  return named.find((identifier) => splitIdentifier(identifier).namespace === namespace);
}

/** Identifiers of a namespace that the playbook does not know link nothing, but stay in the event. */
function keepUnusedIdentifiers(context: JsonObject, message: JsonObject): JsonObject {
  return isJsonObject(message.identifiers) ? { ...context, identifiers: message.identifiers } : context;
}
