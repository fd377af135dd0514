import { randomUUID } from 'node:crypto';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import { acceptMessage, type Reception } from '../../../domain/event/accept-message.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import { LocationRefusedError } from '../../../domain/event/location-consent.ts';
import type { EventType } from '../../../domain/event/tracking-event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { isClaimProven } from '../../adapters/identity-proof.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';
import type { QuarantineStore } from '../../adapters/quarantine-store.ts';
import type { ApiKey } from '../../contract/api-key.ts';
import type { CountEvents } from '../../runtime/event-metrics.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import { type Admission, admitEvent } from './admit-event.ts';
import { onlyItsNames, withoutPlace } from './without-place.ts';

/** Puts in flight at once: what one function's connections carry. */
const CONCURRENT_CALLS = 50;

export interface CollectDependencies {
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly quarantine: Pick<QuarantineStore, 'putAll'>;
  readonly playbook: ProgramStore;
  readonly profiles: { readonly findByIdentifier: (identifier: string) => Promise<Profile | undefined> };
  readonly count: CountEvents;
  readonly clock: () => number;
}

/** What one call brought. */
export interface Delivery {
  readonly messages: readonly JsonValue[];
  readonly key: ApiKey;
  /** The call's type, where it is not a batch. */
  readonly type?: EventType;
  readonly sentAt?: JsonValue | undefined;
}

/** A message that was refused, and why. */
export interface Refusal {
  readonly index: number;
  readonly message: JsonValue;
  readonly error: MaitredError;
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
    ...(delivery.type === undefined ? {} : { type: delivery.type }),
    isUnproven: (message) =>
      delivery.key.requiresIdentityProof === true && !isClaimProven(delivery.key, message),
  };
  const findProfile = rememberProfiles(dependencies.profiles.findByIdentifier);
  const counts = { stored: 0, duplicates: 0, refused: 0 };
  const collectOne = async (message: JsonValue, index: number): Promise<Refusal | undefined> => {
    try {
      const event = acceptMessage(message, reception);
      const isTrusted = delivery.key.type === 'server' || isClaimProven(delivery.key, message);
      const admission: Admission = { isTrusted, rules: program.consent, findProfile };
      const put = await dependencies.events.putOnce(await admitEvent(event, admission));
      counts[put === 'stored' ? 'stored' : 'duplicates'] += 1;
      return undefined;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      counts.refused += 1;
      return { index, message, error };
    }
  };
  try {
    const outcomes = await mapBounded(delivery.messages, CONCURRENT_CALLS, collectOne);
    const refusals = outcomes.filter((outcome) => outcome !== undefined);
    await keepRefusals(dependencies, delivery, receivedAt, refusals);
    return refusals;
  } finally {
    dependencies.count(counts);
  }
}

/** The message is at fault, not we. */
function isRefusal(error: unknown): error is MaitredError {
  return error instanceof MaitredError && !error.retryable && error.status < 500;
}

function rememberProfiles(find: Admission['findProfile']): Admission['findProfile'] {
  const found = new Map<string, Promise<Profile | undefined>>();
  return (identifier) => {
    const profile = found.get(identifier) ?? find(identifier);
    found.set(identifier, profile);
    return profile;
  };
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
