import { randomUUID } from 'node:crypto';
import { acceptMessage } from '../../../domain/event/accept-message.ts';
import { opensDoor, speaksForItself, withoutOpenedDoors } from '../../../domain/event/browser-claims.ts';
import { consentMessage } from '../../../domain/event/consent-request.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { isClaimProven } from '../../adapters/identity-proof.ts';
import type { ProgramStore } from '../../adapters/program-store.ts';
import type { ApiKey } from '../../contract/api-key.ts';
import { ForbiddenError } from '../../runtime/http-error.ts';
import { findHolders, requireLocationConsent } from './admit-event.ts';
import { timeToStore } from './time-to-store.ts';

export interface RecordConsentDependencies {
  readonly events: Pick<EventStore, 'putOnce'>;
  readonly playbook: ProgramStore;
  readonly profiles: { readonly findByIdentifier: (identifier: string) => Promise<Profile | undefined> };
  readonly clock: () => number;
}

/**
 * Records a choice as an event. A browser may always withdraw, and opt in only for its own person; its word never
 * links anybody, so what it records lies under one identifier.
 * @returns the choices that were recorded
 * @throws ForbiddenError where none could be; UnavailableError where it was not stored in time
 */
export async function recordConsent(
  dependencies: RecordConsentDependencies,
  key: ApiKey,
  body: JsonValue | undefined,
  traceId: string,
): Promise<TrackingEvent['consent']> {
  const receivedAt = dependencies.clock();
  const { program } = await dependencies.playbook.active();
  const message = consentMessage(body, program.consent, randomUUID());
  const event = acceptMessage(message, {
    receivedAt,
    source: key.source,
    rules: program,
    traceId,
  });
  const { findByIdentifier: findProfile } = dependencies.profiles;
  await requireLocationConsent(event, { rules: program.consent, findProfile });
  const isTrusted = key.type === 'server' || isClaimProven(key, message);
  const recorded = isTrusted ? event : await speakForItself(event, findProfile);
  await dependencies.events.putOnce(recorded, timeToStore(receivedAt, dependencies.clock()));
  return recorded.consent;
}

async function speakForItself(
  event: TrackingEvent,
  findProfile: RecordConsentDependencies['profiles']['findByIdentifier'],
): Promise<TrackingEvent> {
  const mayOptIn = !opensDoor(event) || speaksForItself(event, await findHolders(event, findProfile));
  const allowed = mayOptIn ? event : withoutOpenedDoors(event);
  if (Object.keys(allowed.consent).length === 0) {
    throw new ForbiddenError(
      'a browser key opts in only the person that its own anonymousId leads to',
      'Send the anonymousId alone, an identityProof in the context, or let a server record it.',
    );
  }
  const { identifier } = event.key;
  return { ...allowed, identifiers: [identifier] };
}
