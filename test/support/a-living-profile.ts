import { NO_CONTACTS } from '../../domain/campaign/contacts/contacts.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { NOW } from './an-event.ts';

/** A profile as the HTTP functions read it: of these identifiers, with nothing else on it unless said otherwise. */
export function aLivingProfile(identifiers: readonly string[], overrides: Partial<Profile> = {}): Profile {
  return {
    profileId: '01J0000000000000000000PROF',
    version: 1,
    createdAt: NOW,
    seed: 'seed',
    program: { ordinal: 1, aggregates: 'test-aggregates' },
    firstSeen: NOW,
    lastSeen: NOW,
    identifiers: Object.fromEntries(
      identifiers.map((identifier) => [identifier, { sealed: 0, floor: 0, keys: {} }]),
    ),
    traits: {},
    surroundings: {},
    consent: {},
    devices: {},
    aggregates: {},
    segments: {},
    nextChanges: {},
    contacts: NO_CONTACTS,
    formerProfileIds: [],
    wakeAt: null,
    ...overrides,
  };
}
