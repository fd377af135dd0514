import type { ActiveProgram, SegmentsBy } from '../playbook/active-program.ts';
import type { Membership, Profile } from '../profile/profile.ts';
import { enter, leave } from '../profile/stay.ts';
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
      /** Which there are. */
      readonly identifiers?: boolean;
      readonly devices?: boolean;
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
  const places = placesToEvaluate(active, profile, now, dirty);
  const entered: string[] = [];
  const left: string[] = [];
  if (dirty !== 'all' && places.length === 0)
    return { segments: profile.segments, nextChanges: profile.nextChanges, entered, left };
  const segments = dirty === 'all' ? withoutRemoved(active, profile) : { ...profile.segments };
  const nextChanges: Record<string, number> = dirty === 'all' ? {} : { ...profile.nextChanges };
  const working: Profile = { ...profile, segments };
  for (const place of places) {
    const segment = active.program.segments[place];
    if (segment === undefined) continue;
    const { id, when } = segment;
    const { holds, changesAt } = evaluateCondition(active, when, working, now);
    if (changesAt === null) delete nextChanges[id];
    else nextChanges[id] = changesAt;
    const before = segments[id];
    if (holds === isInside(before)) continue;
    segments[id] = holds ? enter(before, now) : leave(before ?? { since: null, entries: 0 });
    (holds ? entered : left).push(id);
    insertPlaces(places, active.segmentsBySegment.get(id));
  }
  return { segments, nextChanges, entered, left };
}

function isInside(membership: Membership | undefined): boolean {
  return (membership?.since ?? null) !== null;
}

/** Entries stay counted, so that a segment that comes back does not number its entries anew. */
function withoutRemoved(active: ActiveProgram, profile: Profile): Record<string, Membership> {
  return Object.fromEntries(
    Object.entries(profile.segments).map(([id, membership]) => [
      id,
      active.segmentPlaces.has(id) ? membership : leave(membership),
    ]),
  );
}

function placesToEvaluate(active: ActiveProgram, profile: Profile, now: number, dirty: Dirty): number[] {
  if (dirty === 'all') return [...active.program.segments.keys()];
  const places = new Set<number>();
  addPlaces(places, active.segmentsByAggregate, dirty.aggregates);
  addPlaces(places, active.segmentsByTrait, dirty.traits);
  addPlaces(places, active.segmentsByConsent, dirty.consent);
  if (dirty.identifiers === true) for (const place of active.segmentsByIdentifiers) places.add(place);
  if (dirty.devices === true) for (const place of active.segmentsByDevices) places.add(place);
  for (const [id, changesAt] of Object.entries(profile.nextChanges)) {
    const place = active.segmentPlaces.get(id);
    if (changesAt <= now && place !== undefined) places.add(place);
  }
  return [...places].sort((a, b) => a - b);
}

function addPlaces(places: Set<number>, index: SegmentsBy, names: ReadonlySet<string>): void {
  for (const name of names) {
    for (const place of index.get(name) ?? []) places.add(place);
  }
}

/** Segments that ask about another have a later place than it, so what is inserted is still to come. */
function insertPlaces(places: number[], more: readonly number[] = []): void {
  const missing = more.filter((place) => !places.includes(place));
  if (missing.length > 0) places.push(...missing);
  if (missing.length > 0) places.sort((a, b) => a - b);
}
