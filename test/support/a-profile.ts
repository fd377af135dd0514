import { NO_CONTACTS } from '../../domain/campaign/contacts/contacts.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { NOW } from './an-event.ts';

/** A living profile of user john, written once, in no segment, unless said otherwise. */
export function aProfile(overrides: Partial<Profile> = {}): Profile {
  return {
    profileId: 'profile-john',
    version: 1,
    createdAt: NOW,
    seed: overrides.profileId ?? 'profile-john',
    program: { ordinal: 1, aggregates: 'test-aggregates' },
    firstSeen: NOW,
    lastSeen: NOW,
    identifiers: { 'userId#john': { sealed: 0, floor: 0, keys: {} } },
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
