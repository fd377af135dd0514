import type { ActiveProgram } from '../playbook/active-program.ts';
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
 */
export function evaluateSegments(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  dirty: Dirty,
): EvaluatedSegments {
  const isWhole = dirty === 'all';
  const places = isWhole ? placesOfAll(active, profile) : placesToEvaluate(active, profile, now, dirty);
  const segments = new EditedRecord(isWhole ? withoutRemoved(active, profile) : profile.segments);
  const nextChanges = new EditedRecord(isWhole ? {} : profile.nextChanges);
  const compiled = compileSegments(active);
  const entered: string[] = [];
  const left: string[] = [];
  for (let index = 0; index < places.length; index += 1) {
    const segment = compiled[places[index] ?? -1];
    if (segment === undefined) continue;
    const { id, evaluate } = segment;
    const { holds, changesAt } = evaluate(ask(active, withSegments(profile, segments.now), now));
    nextChanges.set(id, changesAt ?? undefined);
    const before = segments.now[id];
    const isChanged = holds !== isInside(before);
    if (isChanged) {
      segments.set(id, holds ? enter(before, now) : leave(before ?? OUTSIDE));
      (holds ? entered : left).push(id);
    }
    if (isChanged || isWhole) insertPlaces(places, index + 1, active.segmentsBySegment.get(id));
  }
  return { segments: segments.now, nextChanges: nextChanges.now, entered, left };
}

const OUTSIDE: Membership = { since: null, entries: 0 };

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
