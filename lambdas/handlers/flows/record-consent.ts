import { randomUUID } from 'node:crypto';
import { acceptMessage } from '../../../domain/event/accept-message.ts';
import {
  namesNobodyElse,
  opensDoor,
  ownIdentifier,
  underOne,
  withoutOpenedDoors,
} from '../../../domain/event/browser-claims.ts';
import { consentMessage } from '../../../domain/event/consent-request.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import { isClaimProven, isProofMissing } from '../../adapters/identity-proof.ts';
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
 * Records a choice as an event. A browser's word never links anybody: it may withdraw for whomever it names, and what opts
 * in lies under its own anonymousId alone, so that nobody who comes later inherits a yes.
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
  const isTrusted = key.type === 'server' || isClaimProven(key, message);
  const isProofDemanded = isProofMissing(key, message);
  const recorded = isTrusted ? event : await speakForItself(event, isProofDemanded, findProfile);
  await requireLocationConsent(recorded, { rules: program, findProfile });
  await dependencies.events.putOnce(recorded, timeToStore(receivedAt, dependencies.clock()));
  return recorded.consent;
}

/** Where a proof is demanded, other names count as unsaid, as in a collected event; else those of others mean refusal. */
async function speakForItself(
  event: TrackingEvent,
  isProofDemanded: boolean,
  findProfile: RecordConsentDependencies['profiles']['findByIdentifier'],
): Promise<TrackingEvent> {
  const { identifier } = event.key;
  if (!opensDoor(event)) return underOne(event, identifier);
  const own = ownIdentifier(event);
  const mayOptIn = isProofDemanded || namesNobodyElse(event, await findHolders(event, findProfile));
  if (own !== undefined && mayOptIn) return underOne(event, own);
  const withdrawn = withoutOpenedDoors(event);
  if (Object.keys(withdrawn.consent).length > 0) return underOne(withdrawn, identifier);
  throw new ForbiddenError(
    'a browser key opts in only the person that its own anonymousId leads to',
    'Send the anonymousId alone, an identityProof in the context, or let a server record it.',
  );
}
