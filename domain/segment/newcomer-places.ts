import { NO_CONTACTS } from '../campaign/contacts/contacts.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { enter } from '../profile/stay.ts';
import type { Condition } from './condition/condition.ts';
import { evaluateCondition } from './condition/evaluate-condition.ts';
import { findDependencies, partsOf } from './condition/find-dependencies.ts';

/** Somebody who has done nothing, and of whom nothing is known. */
const NOBODY: Profile = {
  profileId: '',
  version: 0,
  createdAt: 0,
  seed: '',
  program: { ordinal: 0, aggregates: '' },
  firstSeen: 0,
  lastSeen: 0,
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

const known = new WeakMap<ActiveProgram, readonly number[]>();

/**
 * Places of the segments that must be evaluated for whoever is evaluated as a whole: those that hold of somebody of whom
 * nothing is known, and those of which that cannot be said beforehand. All others hold of nobody until something that they
 * ask about is known. Found once per program.
 */
export function newcomerPlaces(active: ActiveProgram): readonly number[] {
  const found = known.get(active) ?? findPlaces(active);
  known.set(active, found);
  return found;
}

function findPlaces(active: ActiveProgram): number[] {
  const places: number[] = [];
  const segments: Record<string, Profile['segments'][string]> = {};
  for (const [place, { id, when }] of active.program.segments.entries()) {
    const holds = holdsOfNobody(active, when, { ...NOBODY, segments });
    if (holds === false) continue;
    places.push(place);
    if (holds) segments[id] = enter(undefined, 0);
  }
  return places;
}

/** Undefined where it depends on more than what has been told of somebody. */
function holdsOfNobody(active: ActiveProgram, when: Condition, nobody: Profile): boolean | undefined {
  const { entries, contacts, identifiers, devices } = findDependencies(when, active.program);
  if (entries.size > 0 || contacts.size > 0 || identifiers || devices || isOfMoreThanTold(when))
    return undefined;
  const { holds, changesAt } = evaluateCondition(active, when, nobody, 0);
  return changesAt === null ? holds : undefined;
}

/** By chance, or by the journeys that they are in. */
function isOfMoreThanTold(condition: Condition): boolean {
  const { kind } = condition;
  return kind === 'random' || kind === 'watched' || partsOf(condition).some(isOfMoreThanTold);
}
