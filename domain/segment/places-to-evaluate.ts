import type { ActiveProgram, SegmentsBy } from '../playbook/program/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import type { Dirty } from './dirty.ts';
import { isInside } from './is-inside.ts';
import { newcomerPlaces } from './newcomer-places.ts';

/** Places, ascending, of the segments that may have changed by what is dirty or because their time has come. */
export function placesToEvaluate(
  active: ActiveProgram,
  profile: Profile,
  now: number,
  dirty: Exclude<Dirty, 'all'>,
): number[] {
  const places: number[] = [];
  addPlaces(places, active.segmentsByAggregate, dirty.aggregates);
  for (const { segments } of dirty.touched ?? []) addAll(places, segments);
  addPlaces(places, active.segmentsByConsent, dirty.consent);
  for (const name of dirty.traits) {
    const before = dirty.traitsBefore?.[name]?.value;
    if (dirty.traitsBefore === undefined) addAll(places, active.segmentsByTrait.all(name));
    else active.segmentsByTrait.find(name, before, profile.traits[name]?.value, places);
  }
  if (dirty.identifiers === true) addAll(places, active.segmentsByIdentifiers);
  if (dirty.devices === true) addAll(places, active.segmentsByDevices);
  for (const id in profile.nextChanges) {
    const place = active.segmentPlaces.get(id);
    if ((profile.nextChanges[id] ?? Infinity) <= now && place !== undefined) places.push(place);
  }
  return inOrder(places);
}

/** Beside those that are evaluated for everybody, those that ask about something that is known of this guest; ascending. */
export function placesOfAll(active: ActiveProgram, profile: Profile): number[] {
  const places = [...newcomerPlaces(active)];
  addPlaces(places, active.segmentsByAggregate, Object.keys(profile.aggregates));
  addPlaces(places, active.segmentsByConsent, Object.keys(profile.consent));
  for (const [name, { value }] of Object.entries(profile.traits)) {
    active.segmentsByTrait.find(name, undefined, value, places);
  }
  for (const [id, membership] of Object.entries(profile.segments)) {
    const place = active.segmentPlaces.get(id);
    if (place !== undefined && isInside(membership)) places.push(place);
  }
  return inOrder(places);
}

function inOrder(places: number[]): number[] {
  return places.length < 2 ? places : [...new Set(places)].sort((a, b) => a - b);
}

function addPlaces(places: number[], index: SegmentsBy, names: Iterable<string>): void {
  for (const name of names) addAll(places, index.get(name));
}

function addAll(places: number[], more: readonly number[] = []): void {
  for (const place of more) places.push(place);
}

/**
 * Inserts places of segments that ask about the one before `from`: each has a later place than what it asks about, so what
 * is inserted is still to come.
 */
export function insertPlaces(places: number[], from: number, more: readonly number[] = []): void {
  for (const place of more) {
    const found = places.findIndex((other, index) => index >= from && other >= place);
    if (found < 0) places.push(place);
    else if (places[found] !== place) places.splice(found, 0, place);
  }
}
