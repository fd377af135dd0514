import type { ActiveProgram, SegmentsBy } from '../playbook/active-program.ts';
import type { Membership, Profile } from '../profile/profile.ts';
import { evaluateCondition } from './evaluate-condition.ts';

/** What changed since the profile's segments were last evaluated; 'all' where that cannot be said. */
export type Dirty =
  | 'all'
  | {
      /** Ids. */
      readonly aggregates: ReadonlySet<string>;
      /** Names. */
      readonly traits: ReadonlySet<string>;
      /** Purposes and channels. */
      readonly consent: ReadonlySet<string>;
    };

/** A profile's memberships after an evaluation. */
export interface EvaluatedSegments {
  readonly segments: Profile['segments'];
  readonly nextChanges: Profile['nextChanges'];
  /** Ids of the segments that began to hold, in the program's order. */
  readonly entered: string[];
  /** Ids of the segments that ceased to hold, in the program's order. */
  readonly left: string[];
}

/**
 * Evaluates the segments that may have changed: those that ask about what is dirty, those whose time has come, and those
 * that ask about a segment that changes on the way. A profile that is new, or was evaluated with another program, needs
 * 'all'. Segments that the program no longer has are left without a word.
 */
export function evaluateSegments(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  dirty: Dirty,
): EvaluatedSegments {
  const isAll = dirty === 'all';
  const segments: Record<string, Membership> = isAll
    ? withoutRemoved(active, profile)
    : { ...profile.segments };
  const nextChanges: Record<string, number> = isAll ? {} : { ...profile.nextChanges };
  const working: Profile = { ...profile, segments };
  const entered: string[] = [];
  const left: string[] = [];
  const places = isAll ? new Set(active.program.segments.keys()) : dirtyPlaces(active, profile, now, dirty);
  for (let place = takeFirst(places); place !== undefined; place = takeFirst(places)) {
    const segment = active.program.segments[place];
    if (segment === undefined) continue;
    const { id, when } = segment;
    const { holds, changesAt } = evaluateCondition(active, when, working, now);
    if (changesAt === null) delete nextChanges[id];
    else nextChanges[id] = changesAt;
    const before = segments[id];
    if (holds === ((before?.since ?? null) !== null)) continue;
    segments[id] = { since: holds ? now : null, entries: (before?.entries ?? 0) + (holds ? 1 : 0) };
    (holds ? entered : left).push(id);
    addPlaces(places, active.segmentsBySegment, [id]);
  }
  return { segments, nextChanges, entered, left };
}

/** Entries stay counted, so that a segment that comes back does not number its entries anew. */
function withoutRemoved(active: ActiveProgram, profile: Profile): Record<string, Membership> {
  return Object.fromEntries(
    Object.entries(profile.segments).map(([id, membership]) => [
      id,
      active.segmentPlaces.has(id) ? membership : { since: null, entries: membership.entries },
    ]),
  );
}

function dirtyPlaces(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  dirty: Exclude<Dirty, 'all'>,
): Set<number> {
  const places = new Set<number>();
  addPlaces(places, active.segmentsByAggregate, dirty.aggregates);
  addPlaces(places, active.segmentsByTrait, dirty.traits);
  addPlaces(places, active.segmentsByConsent, dirty.consent);
  for (const [id, changesAt] of Object.entries(profile.nextChanges)) {
    const place = active.segmentPlaces.get(id);
    if (changesAt <= now && place !== undefined) places.add(place);
  }
  return places;
}

function addPlaces(places: Set<number>, index: SegmentsBy, names: Iterable<string>): void {
  for (const name of names) {
    for (const place of index.get(name) ?? []) places.add(place);
  }
}

/** The segments that others ask about come first. */
function takeFirst(places: Set<number>): number | undefined {
  if (places.size === 0) return undefined;
  const first = Math.min(...places);
  places.delete(first);
  return first;
}
