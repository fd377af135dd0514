import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { OwnRecords } from '../profile/own-records.ts';
import type { Membership, Profile } from '../profile/profile.ts';
import { enter, leave } from '../profile/stay.ts';
import { compileSegments } from './compile-segments.ts';
import { ask } from './condition/evaluate-condition.ts';
import type { Dirty } from './dirty.ts';
import { EditedRecord } from './edited-record.ts';
import { isInside } from './is-inside.ts';
import { insertPlaces, placesOfAll, placesToEvaluate } from './places-to-evaluate.ts';

export type { Dirty } from './dirty.ts';

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
 * 'all': whatever may differ from what holds of somebody of whom nothing is known. Segments that the program no longer
 * has are left without a word.
 * @param own records that are changed in place; what is left stays as it was in the profile that was handed in
 */
export function evaluateSegments(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  dirty: Dirty,
  own: OwnRecords = {},
): EvaluatedSegments {
  const isWhole = dirty === 'all';
  const places = isWhole ? placesOfAll(active, profile) : placesToEvaluate(active, profile, now, dirty);
  const segments = new EditedRecord(
    isWhole ? withoutRemoved(active, profile) : profile.segments,
    own.segments,
  );
  const nextChanges = new EditedRecord(isWhole ? {} : profile.nextChanges, own.nextChanges);
  const compiled = compileSegments(active);
  const entered: string[] = [];
  const left: string[] = [];
  for (let index = 0; index < places.length; index += 1) {
    const segment = compiled[places[index] ?? -1];
    if (segment === undefined) continue;
    const { id, evaluate } = segment;
    const { holds, changesAt } = evaluate(ask(active, withSegments(profile, segments.now), now));
    nextChanges.set(id, changesAt ?? undefined);
    const isChanged = turn(segments, id, holds, now);
    if (isChanged) (holds ? entered : left).push(id);
    if (isChanged || isWhole) insertPlaces(places, index + 1, active.segmentsBySegment.get(id));
  }
  own.segments = segments.copy ?? own.segments;
  own.nextChanges = nextChanges.copy ?? own.nextChanges;
  return { segments: segments.now, nextChanges: nextChanges.now, entered, left };
}

const OUTSIDE: Membership = { since: null, entries: 0 };

/** @returns whether the guest entered or left */
function turn(segments: EditedRecord<Membership>, id: string, holds: boolean, now: number): boolean {
  const before = segments.now[id];
  if (holds === isInside(before)) return false;
  // Who leaves is told with the stay that ends, which the profile as it was must still know.
  if (!holds) segments.keep();
  segments.set(id, holds ? enter(before, now) : leave(before ?? OUTSIDE));
  return true;
}

function withSegments(profile: Profile, segments: Profile['segments']): Profile {
  return segments === profile.segments ? profile : { ...profile, segments };
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
