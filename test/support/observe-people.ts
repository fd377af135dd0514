import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../domain/profile/profile.ts';
import { computeTraits } from '../../domain/segment/condition/compute-traits.ts';
import { encodeDocument } from '../../lambdas/adapters/profile-document.ts';
import type { OraclePerson } from './profile-oracle.ts';

/** The living, in the words of the oracle. */
export function observePeople(
  active: ActiveProgram,
  profiles: readonly Profile[],
  now: number,
): OraclePerson[] {
  return profiles
    .map((profile) => ({
      identifiers: Object.keys(profile.identifiers).sort(),
      traits: mapValues(profile.traits, ({ value }) => value),
      consent: mapValues(profile.consent, ({ granted }) => granted),
      devices: Object.keys(profile.devices).sort(),
      computed: Object.fromEntries(
        Object.keys(active.program.computedTraits).map((id) => [
          id,
          computeTraits(active, profile, now)[id] ?? null,
        ]),
      ),
      firstSeen: profile.firstSeen,
      lastSeen: profile.lastSeen,
      segments: Object.keys(profile.segments)
        .filter((id) => profile.segments[id]?.since !== null)
        .sort(),
    }))
    .sort((a, b) => (String(a.identifiers) < String(b.identifiers) ? -1 : 1));
}

/** The states of people as they are stored, without what depends on how it came about: ids, marks, versions, entries. */
export function canonicalStates(profiles: readonly Profile[]): string[] {
  return profiles
    .map((profile) =>
      encodeDocument({
        ...profile,
        profileId: '',
        seed: '',
        createdAt: 0,
        identifiers: mapValues(profile.identifiers, () => ({ sealed: 0, floor: 0, keys: {} })),
        segments: Object.fromEntries(
          Object.entries(profile.segments)
            .filter(([, { since }]) => since !== null)
            .map(([id]) => [id, { since: 0, entries: 0 }]),
        ),
        formerProfileIds: [],
      }),
    )
    .sort();
}

function mapValues<From, To>(
  map: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
