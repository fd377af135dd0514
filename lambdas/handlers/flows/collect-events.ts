import { randomUUID } from 'node:crypto';
import type { MaitredError } from '../../../domain/error/maitred-error.ts';
import { acceptMessage, type Reception } from '../../../domain/event/accept-message.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import { LocationRefusedError } from '../../../domain/event/location-consent.ts';
import { requireFreeName } from '../../../domain/event/reserved-name.ts';
import { isJsonObject } from '../../../domain/event/strip-nulls.ts';
import type { EventType, TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { isProofMissing } from '../../adapters/identity-proof.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';
import type { QuarantineStore } from '../../adapters/quarantine-store.ts';
import type { ApiKey } from '../../contract/api-key.ts';
import { METRICS } from '../../contract/metrics.ts';
import { type CheckedCall, countRefusal } from '../../runtime/key-checks.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';
import { type Accepted, isRefusal, type Refusal, storeEvents } from './store-events.ts';
import { onlyItsNames, withoutPlace } from './without-place.ts';

export interface CollectDependencies {
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly quarantine: Pick<QuarantineStore, 'putAll'>;
  readonly playbook: ProgramStore;
  readonly profiles: { readonly findByIdentifier: (identifier: string) => Promise<Profile | undefined> };
  readonly writeMetrics: WriteMetrics;
  readonly clock: () => number;
}

/** A message as it came: the place that it has in the call, from 0, and why it is no message, where it cannot be read. */
export interface Sent {
  readonly index: number;
  readonly message: JsonValue;
  readonly error?: MaitredError;
}

/** What one call brought. */
export interface Delivery {
  readonly messages: readonly Sent[];
  readonly key: ApiKey;
  /** The call's type, where it is not a batch. */
  readonly type?: EventType;
  readonly sentAt?: JsonValue | undefined;
  /** Events of the past, which trigger nothing: their timestamps are taken at their word. */
  readonly isHistory?: boolean;
  /** Its id is the trace of the events and of all that comes of them. */
  readonly call: CheckedCall;
}

/**
 * Makes events of messages and writes each once; a bad one is refused alone and kept in quarantine.
 * @returns the refusals; whatever else came is durable
 * @throws UnavailableError where something could not be stored: sending all again repairs it
 */
export async function collectEvents(
  dependencies: CollectDependencies,
  delivery: Delivery,
): Promise<Refusal[]> {
  const receivedAt = dependencies.clock();
  const { program } = await dependencies.playbook.active();
  const reception: Reception = {
    receivedAt,
    source: delivery.key.source,
    rules: program,
    sentAt: delivery.sentAt,
    traceId: delivery.call.requestId,
    ...(delivery.type === undefined ? {} : { type: delivery.type }),
    isUnproven: (message) => isProofMissing(delivery.key, message),
  };
  countUnproven(dependencies, delivery);
  const { accepted, refused } = acceptAll(delivery, reception);
  const counts = { stored: 0, duplicates: 0, refused: 0 };
  try {
    const late = await storeEvents({
      events: dependencies.events,
      findProfile: dependencies.profiles.findByIdentifier,
      key: delivery.key,
      accepted,
      rules: program,
      counts,
      receivedAt,
      clock: dependencies.clock,
    });
    const refusals = [...refused, ...late].sort((a, b) => a.index - b.index);
    counts.refused = refusals.length;
    await keepRefusals(dependencies, delivery, receivedAt, refusals);
    return refusals;
  } finally {
    countEvents(dependencies, delivery, counts);
  }
}

/** The one line that the log has of an accepted call. */
function countEvents(
  { writeMetrics }: CollectDependencies,
  { call }: Delivery,
  counts: { readonly stored: number; readonly duplicates: number; readonly refused: number },
): void {
  const values = {
    [METRICS.eventsStored]: counts.stored,
    [METRICS.eventsDuplicate]: counts.duplicates,
    [METRICS.eventsRefused]: counts.refused,
  };
  writeMetrics({ values, properties: { traceId: call.requestId } });
}

/** What a browser says is stored under its own anonymousId then; that somebody claims to be another is counted. */
function countUnproven(dependencies: CollectDependencies, { messages, key, call }: Delivery): void {
  const claims = (message: JsonValue) => isJsonObject(message) && (message.userId ?? null) !== null;
  if (messages.some(({ message }) => claims(message) && isProofMissing(key, message)))
    countRefusal(dependencies, 'proof', call, key);
}

function acceptAll(
  { messages, key, isHistory = false }: Delivery,
  reception: Reception,
): { accepted: Accepted[]; refused: Refusal[] } {
  const accepted: Accepted[] = [];
  const refused: Refusal[] = [];
  for (const [place, { index, message, error: unreadable }] of messages.entries()) {
    try {
      if (unreadable !== undefined) throw unreadable;
      const event = isHistory
        ? acceptHistory(message, reception, messages.length - place)
        : acceptMessage(message, reception);
      requireFreeName(event, key.type === 'browser');
      accepted.push({ index, message, event });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused.push({ index, message, error });
    }
  }
  return { accepted, refused };
}

/**
 * An event of the past. Those of one call count as received a millisecond apart, in their order: of a person's hundreds,
 * received at one moment, marks could not say which are counted. Never further back than a call has messages, or marks
 * could take what is new for counted. When somebody once sent it says nothing of a clock.
 */
function acceptHistory(raw: JsonValue, reception: Reception, millisecondsEarlier: number): TrackingEvent {
  const message = isJsonObject(raw) ? { ...raw, sentAt: null } : raw;
  const receivedAt = reception.receivedAt - millisecondsEarlier;
  return { ...acceptMessage(message, { ...reception, receivedAt }), isHistory: true };
}

async function keepRefusals(
  { quarantine }: CollectDependencies,
  { key, type, sentAt }: Delivery,
  receivedAt: number,
  refusals: readonly Refusal[],
): Promise<void> {
  if (refusals.length === 0) return;
  const about = { source: key.source, receivedAt, type: type ?? null, sentAt: sentAt ?? null };
  await quarantine.putAll(
    refusals.map(({ message, error }) => ({
      function: 'collect',
      at: receivedAt,
      id: randomUUID(),
      payload: {
        ...about,
        message: error instanceof LocationRefusedError ? onlyItsNames(message) : withoutPlace(message),
      },
      reason: `${error.code}: ${error.message}`,
    })),
  );
}
