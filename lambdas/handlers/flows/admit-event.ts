import type { ConsentRule } from '../../../domain/consent/consent-choice.ts';
import {
  type ClaimedPerson,
  opensDoor,
  speaksForItself,
  withoutOpenedDoors,
} from '../../../domain/event/browser-claims.ts';
import {
  hasLocation,
  isLocationPermitted,
  LocationRefusedError,
  ownLocationConsent,
} from '../../../domain/event/location-consent.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { requireFolded } from '../../../domain/profile/unfolded.ts';

/** The playbook's, as far as they matter here. */
export interface AdmissionRules {
  readonly identity: IdentityRules;
  readonly consent: Readonly<Record<string, ConsentRule>>;
}

export interface Admission {
  /** False for a browser key without proof of the userId. */
  readonly isTrusted: boolean;
  readonly rules: AdmissionRules;
  readonly findProfile: (identifier: string) => Promise<Profile | undefined>;
}

/**
 * Decides what of an event may be kept, asking for the profiles it names only where that decides it: a browser opens
 * no door for somebody else, and a location needs consent.
 * @throws LocationRefusedError where there is none
 */
export async function admitEvent(event: TrackingEvent, admission: Admission): Promise<TrackingEvent> {
  const admitted = await closeDoors(event, admission);
  await requireLocationConsent(admitted, admission);
  return admitted;
}

async function closeDoors(
  event: TrackingEvent,
  { isTrusted, rules, findProfile }: Admission,
): Promise<TrackingEvent> {
  if (isTrusted || !opensDoor(event)) return event;
  const holders = await findHolders(event, findProfile);
  return speaksForItself(rules.identity, event, holders) ? event : withoutOpenedDoors(event);
}

/** Who holds each identifier of an event that is held; of one identifier alone it does not matter. */
export async function findHolders(
  event: TrackingEvent,
  findProfile: Admission['findProfile'],
): Promise<ReadonlyMap<string, ClaimedPerson>> {
  if (event.identifiers.length === 1) return new Map();
  const holders = new Map<string, ClaimedPerson>();
  for (const identifier of event.identifiers) {
    const profile = await findProfile(identifier);
    if (profile === undefined) continue;
    const { profileId, identifiers, apart = [] } = profile;
    holders.set(identifier, { profileId, identifiers: Object.keys(identifiers), apart });
  }
  return holders;
}

/**
 * Lets an event with a location pass only with location consent: the message's own counts, else the profile's.
 * @throws LocationRefusedError where there is none
 * @throws {UnfoldedError} where it is not known yet
 */
export async function requireLocationConsent(
  event: TrackingEvent,
  { rules, findProfile }: Omit<Admission, 'isTrusted'>,
): Promise<void> {
  if (!hasLocation(event)) return;
  const own = ownLocationConsent(event);
  if (own === true) return;
  if (own === false) throw new LocationRefusedError();
  const profile = await findFirst(event.identifiers, findProfile);
  if (profile !== undefined) requireFolded(profile);
  if (!isLocationPermitted(rules.consent, profile?.consent ?? {})) throw new LocationRefusedError();
}

/** The event goes to the profile of the most trusted identifier that has one. */
async function findFirst(
  identifiers: readonly string[],
  findProfile: Admission['findProfile'],
): Promise<Profile | undefined> {
  for (const identifier of identifiers) {
    const profile = await findProfile(identifier);
    if (profile !== undefined) return profile;
  }
  return undefined;
}
