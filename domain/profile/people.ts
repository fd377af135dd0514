import { NO_CONTACTS } from '../campaign/contacts/contacts.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import { type IdentityRecord, NOBODY } from '../identity/identity-record.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { createDraft, type Draft } from './draft.ts';
import type { Profile } from './profile.ts';
import { writeOfRow } from './profile-write.ts';
import { findHolder, type Workspace } from './workspace.ts';

/** The people of one decision: who holds which identifier, and which rows will be written by whom. */
export interface People {
  readonly active: ActiveProgram;
  readonly now: number;
  /** The draft of the person who holds an identifier; undefined: nobody does. */
  holderOf(identifier: string): Draft | undefined;
  /** The drafts of those who hold any of these identifiers, each once. */
  holdersOf(identifiers: readonly string[]): Draft[];
  /** Somebody new, who holds nothing yet. */
  add(event: TrackingEvent): Draft;
  own(identifier: string, draft: Draft): void;
  /** All that led to one draft leads to another. */
  replace(draft: Draft, by: Draft): void;
  /** A row as it will be, or as it was read. */
  rowOf(identifier: string): IdentityRecord | undefined;
  /** A row for an identifier that nobody holds: only evidence. */
  rowOfNobody(identifier: string, event: TrackingEvent): IdentityRecord;
  /** Whose write carries the row. */
  writerOf(identifier: string): Draft | undefined;
  /** Puts a row into a draft's write; no other may carry it. */
  writeRow(draft: Draft, record: IdentityRecord): void;
  /** All drafts, in the order in which they were first met. */
  all(): Draft[];
}

/** Opens the people that a workspace holds; drafts are made as they are met. */
export function createPeople(
  active: ActiveProgram,
  workspace: Workspace,
  { now, newId }: { now: number; newId: () => string },
): People {
  const byProfileId = new Map<string, Draft>();
  const byIdentifier = new Map<string, Draft>();
  const drafts = () => [...new Set(byProfileId.values())];
  const writerOf = (identifier: string) => drafts().find(({ identities }) => identities.has(identifier));

  const holderOf = (identifier: string): Draft | undefined => {
    const known = byIdentifier.get(identifier);
    if (known !== undefined) return known;
    const profile = findHolder(workspace, identifier);
    if (profile === undefined) return undefined;
    const draft = byProfileId.get(profile.profileId) ?? createDraft(profile);
    byProfileId.set(profile.profileId, draft);
    byIdentifier.set(identifier, draft);
    return draft;
  };

  return {
    active,
    now,
    holderOf,
    holdersOf: (identifiers) => [
      ...new Set(identifiers.map(holderOf).filter((draft) => draft !== undefined)),
    ],
    add: (event) => {
      const draft = createDraft(newProfile(active, newId(), now, event.time));
      byProfileId.set(draft.profile.profileId, draft);
      return draft;
    },
    own: (identifier, draft) => byIdentifier.set(identifier, draft),
    replace: (draft, by) => {
      for (const map of [byProfileId, byIdentifier]) {
        for (const [key, value] of map) if (value === draft) map.set(key, by);
      }
    },
    rowOf: (identifier) =>
      writerOf(identifier)?.identities.get(identifier)?.record ?? workspace.identities.get(identifier),
    rowOfNobody: (identifier, { messageId, receivedAt }) => ({
      identifier,
      profileId: NOBODY,
      linkedAt: receivedAt,
      by: { messageId, rule: 'same message' },
      links: [],
      refused: [],
      revision: 0,
    }),
    writerOf,
    writeRow: (draft, record) => {
      const was = workspace.identities.get(record.identifier);
      draft.identities.set(record.identifier, writeOfRow(record, was));
    },
    all: drafts,
  };
}

function newProfile(active: ActiveProgram, profileId: string, now: number, firstSeen: number): Profile {
  return {
    profileId,
    version: 0,
    createdAt: now,
    seed: profileId,
    program: { ordinal: active.program.ordinal, aggregates: active.program.aggregatesDigest },
    firstSeen,
    lastSeen: firstSeen,
    identifiers: {},
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
  };
}
