import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { DescribedSplit } from '../../domain/profile/describe-split.ts';
import { isTombstone, type Profile } from '../../domain/profile/profile.ts';
import { decodeProfile } from '../../lambdas/adapters/profile-record.ts';
import { type SplitDependencies, splitPerson } from '../../lambdas/handlers/flows/split-person.ts';
import { NOW } from './an-event.ts';
import { invocationAt, resolveDependencies } from './deliver-events.ts';
import type { InMemoryTables } from './in-memory-tables.ts';
import { canonicalStates } from './observe-people.ts';

/** What split needs, over tables in memory. */
export function splitDependencies(tables: InMemoryTables, active: ActiveProgram): SplitDependencies {
  const { playbookStore, pause } = resolveDependencies(tables, active);
  let created = 0;
  return {
    profiles: tables,
    eventHistory: tables,
    journeys: tables,
    playbook: { ...playbookStore, version: async () => active },
    refoldQueue: tables,
    newId: () => {
      created += 1;
      return `split-${tables.writes.length}-${created}`;
    },
    pause,
  };
}

/** Splits an identifier from another, by the names of the API. */
export function split(
  dependencies: SplitDependencies,
  { profile, identifier, from }: { profile?: string; identifier: string; from?: string },
  now = NOW,
): Promise<DescribedSplit> {
  const named = (id: string) => id.replace('#', ':');
  return splitPerson(
    dependencies,
    {
      profile: profile ?? named(identifier),
      identifier: named(identifier),
      ...(from === undefined ? {} : { from: named(from) }),
    },
    invocationAt(now),
  );
}

/** The states of people without what a split leaves on them. */
export function statesOf(profiles: readonly Profile[]): string[] {
  return canonicalStates(profiles.map(({ apart: _apart, ...profile }) => profile));
}

/** What is wrong with where ids and identifiers lead; empty where all is as it must be. */
export function findLost(tables: InMemoryTables): string[] {
  const living = tables.living();
  const lost: string[] = [];
  for (const { profileId, identifiers, formerProfileIds } of living) {
    for (const identifier of Object.keys(identifiers)) {
      if (tables.holder(identifier)?.profileId !== profileId) lost.push(`${identifier} misses ${profileId}`);
    }
    for (const id of formerProfileIds) {
      if (follow(tables, id) !== profileId) lost.push(`${id} misses ${profileId}`);
    }
  }
  const known = new Set(
    living.flatMap(({ profileId, formerProfileIds }) => [profileId, ...formerProfileIds]),
  );
  return [...lost, ...[...tables.profiles.keys()].filter((id) => !known.has(id))];
}

function follow(tables: InMemoryTables, id: string): string | undefined {
  const item = tables.profiles.get(id);
  if (item === undefined) return undefined;
  const record = decodeProfile(item);
  return isTombstone(record) ? follow(tables, record.mergedInto) : record.profileId;
}

/** Tells whether two identifiers are one person's. */
export function areOne(tables: InMemoryTables, one: string, other: string): boolean {
  const holder = tables.holder(one);
  return holder !== undefined && holder.profileId === tables.holder(other)?.profileId;
}

export type Batches = readonly (readonly TrackingEvent[])[];
