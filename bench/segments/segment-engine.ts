import { NO_CONTACTS } from '../../domain/campaign/contacts/contacts.ts';
import type { JsonObject } from '../../domain/event/json.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../domain/profile/fold-event.ts';
import type { OwnRecords } from '../../domain/profile/own-records.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { evaluateSegments } from '../../domain/segment/evaluate-segments.ts';
import { toTrackingEvent } from './shop-events.ts';

/** Takes events in as JSON text, each into its guest, as resolve does between reading and writing. */
export interface SegmentEngine {
  /** @returns ids of the segments that the guest has entered by it */
  take(text: string): readonly string[];
}

/** Makes an engine that knows nobody. */
export function createSegmentEngine(active: ActiveProgram): SegmentEngine {
  const profiles = new Map<string, Profile>();
  let last = '';
  let own: OwnRecords = {};
  return {
    take(text) {
      const event = toTrackingEvent(JSON.parse(text) as JsonObject);
      const { identifier } = event.key;
      // A guest's events that stand together are one draft, as in a batch.
      if (identifier !== last) own = {};
      last = identifier;
      const known = profiles.get(identifier);
      const folded = foldEvent(active, known ?? newcomer(active, identifier, event.time), event, own);
      if (folded === 'refold') throw new Error('events in the order of time need no refold');
      const dirty = known === undefined ? 'all' : folded.changed;
      const { segments, nextChanges, entered } = evaluateSegments(
        active,
        folded.profile,
        event.time,
        dirty,
        own,
      );
      const { profile } = folded;
      const isSame = segments === profile.segments && nextChanges === profile.nextChanges;
      profiles.set(identifier, isSame ? profile : { ...profile, segments, nextChanges });
      return entered;
    },
  };
}

/** Somebody new, who came with this event. */
function newcomer({ program }: ActiveProgram, profileId: string, now: number): Profile {
  return {
    profileId,
    version: 0,
    createdAt: now,
    seed: profileId,
    program: { ordinal: program.ordinal, aggregates: program.aggregatesDigest },
    firstSeen: now,
    lastSeen: now,
    identifiers: { [profileId]: { sealed: 0, floor: 0, keys: {} } },
    traits: {},
    traitMemory: undefined,
    surroundings: {},
    consent: {},
    devices: {},
    aggregates: {},
    segments: {},
    nextChanges: {},
    contacts: NO_CONTACTS,
    formerProfileIds: [],
    wakeAt: null,
  };
}
