import { uniteSeparations } from '../identity/separation.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { mergeAggregates } from '../segment/aggregate/fold-aggregates.ts';
import { areEntriesMergeable } from '../segment/entry/merge-entries.ts';
import { uniteTraits } from './bounded-traits.ts';
import { uniteDates } from './date-memory.ts';
import { uniteConsent, uniteDevices } from './fold-event.ts';
import { uniteMarks } from './fold-marks.ts';
import { mergeContacts } from './merge-contacts.ts';
import { mergeMemberships } from './merge-memberships.ts';
import { isOfOtherAggregates } from './of-other-aggregates.ts';
import type { Profile } from './profile.ts';
import { compareText, laterValue, uniteEntries } from './stamped.ts';
import { EMPTIED, UNSETTLED } from './unfolded.ts';

/** Orders by age: the first is the survivor of a merge. */
export function compareAge(a: Profile, b: Profile): number {
  return a.createdAt - b.createdAt || compareText(a.profileId, b.profileId);
}

/**
 * Makes two people one. Memberships are united, so being in a segment on either side is no new entry; they and the
 * next changes must then be evaluated.
 * @param survivor the earlier created; its id, seed, version and program stay
 * @returns a state whose `program.aggregates` is UNSETTLED where the aggregates cannot tell, EMPTIED where either was
 */
export function mergeProfiles(active: ActiveProgram, survivor: Profile, other: Profile): Profile {
  const digests = [survivor.program.aggregates, other.program.aggregates];
  const isSettled = [survivor, other].every((profile) => !isOfOtherAggregates(active, profile));
  const unfolded = digests.includes(EMPTIED) ? EMPTIED : UNSETTLED;
  const isMergeable = isSettled && areEntriesMergeable(active, survivor, other);
  const aggregates = isMergeable ? mergeAggregates(active, survivor.aggregates, other.aggregates) : 'refold';
  const formerIds = [...survivor.formerProfileIds, ...other.formerProfileIds];
  return {
    ...survivor,
    program: {
      ...survivor.program,
      aggregates: aggregates === 'refold' ? unfolded : active.program.aggregatesDigest,
    },
    aggregates: aggregates === 'refold' ? survivor.aggregates : aggregates,
    firstSeen: Math.min(survivor.firstSeen, other.firstSeen),
    lastSeen: Math.max(survivor.lastSeen, other.lastSeen),
    identifiers: uniteEntries(survivor.identifiers, other.identifiers, uniteMarks),
    ...uniteTraits(survivor, other),
    surroundings: uniteEntries(survivor.surroundings as Texts, other.surroundings as Texts, laterValue),
    consent: uniteConsent(survivor.consent, other.consent),
    devices: uniteDevices(survivor.devices, other.devices),
    segments: mergeMemberships(survivor, other),
    nextChanges: uniteEntries(survivor.nextChanges, other.nextChanges, Math.min),
    ...uniteDates(survivor, other),
    contacts: mergeContacts(survivor.contacts, other.contacts, active.program),
    formerProfileIds: [...new Set(other.version === 0 ? formerIds : [...formerIds, other.profileId])].sort(
      compareText,
    ),
    ...apartOf(survivor, other),
  };
}

/** Absent where nothing was ever split, as in the profile itself. */
function apartOf({ apart: a = [] }: Profile, { apart: b = [] }: Profile): Pick<Profile, 'apart'> {
  return a.length + b.length === 0 ? {} : { apart: uniteSeparations(a, b) };
}

type Texts = Parameters<typeof uniteEntries<NonNullable<Profile['surroundings']['timezone']>>>[0];
