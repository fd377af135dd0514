import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';
import type { Dirty } from '../../../domain/segment/dirty.ts';
import { EditedRecord } from '../../../domain/segment/edited-record.ts';
import { newcomerPlaces } from '../../../domain/segment/newcomer-places.ts';
import { insertPlaces, placesOfAll, placesToEvaluate } from '../../../domain/segment/places-to-evaluate.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../support/an-asking.ts';
import { NOW } from '../../support/an-event.ts';

const booked: Condition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const isIn = (segment: string): Condition => ({ kind: 'segment', segment });
const not = (of: Condition): Condition => ({ kind: 'not', of });
const city = (value: string): Condition => ({
  kind: 'trait',
  path: ['city'],
  matcher: { tests: [{ op: 'is', value }], ignoreCase: false },
});

/** In the order of their places. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  booked,
  'in Berlin': city('Berlin'),
  'in Hamburg': city('Hamburg'),
  permitted: { kind: 'consent', purpose: 'location' },
  known: { kind: 'identifier', namespace: 'email' },
  reachable: { kind: 'reachable', channel: 'push' },
  lucky: { kind: 'random', share: 0.5, salt: 'tea' },
  'never lucky': not({ kind: 'all', of: [{ kind: 'random', share: 0, salt: 'tea' }] }),
  everyone: { kind: 'everyone' },
  'of everyone': isIn('everyone'),
  'not booked': not(isIn('booked')),
  'in both': { kind: 'all', of: [isIn('everyone'), isIn('booked')] },
  written: { kind: 'message', campaign: 'win-back', status: 'sent' },
  'of the lucky': isIn('lucky'),
  'booked for long': { kind: 'segment', segment: 'booked', aggregate: 'entry', forMilliseconds: 5 },
  'quiet of late': not({ ...booked, since: { kind: 'segment', segment: 'booked', aggregate: 'entry' } }),
  'born after': not({
    kind: 'trait',
    path: ['birthday'],
    matcher: { tests: [{ op: 'before', at: { at: NOW } }], ignoreCase: false },
  }),
};
const active = anActiveProgram(
  {
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 1 },
    entry: { kind: 'entry', when: booked },
  },
  { segments: Object.entries(CONDITIONS).map(([id, when]) => ({ id, name: id, when })) },
);
const idsOf = (places: readonly number[]) => places.map((place) => Object.keys(CONDITIONS)[place]);
const trait = (value: string): Profile['traits'] => ({ city: { value, at: NOW, messageId: 'm' } });
const dirty = (what: Partial<Exclude<Dirty, 'all'>>) => ({
  aggregates: new Set<string>(),
  traits: new Set<string>(),
  consent: new Set<string>(),
  ...what,
});
const toEvaluate = (what: Partial<Exclude<Dirty, 'all'>>, profile: Partial<Profile> = {}) =>
  idsOf(placesToEvaluate(active, aProfile(profile), NOW, dirty(what)));

const ALWAYS = ['known', 'reachable', 'lucky', 'never lucky', 'everyone', 'of everyone', 'not booked'];
const UNSAID = ['written', 'booked for long', 'quiet of late', 'born after'];

describe('newcomerPlaces', () => {
  it('names what holds of somebody of whom nothing is known, and of what that cannot be said beforehand', () => {
    expect(idsOf(newcomerPlaces(active))).toEqual([...ALWAYS, ...UNSAID]);
    expect(newcomerPlaces(active)).toBe(newcomerPlaces(active));
  });

  it('given a condition that time alone may turn, then it is looked at for everybody', () => {
    const none = { kind: 'measure', label: '', measure: 'count', aggregate: 'count' } as const;
    const program = anActiveProgram(
      { count: { kind: 'measure', of: eventsCalled('Booking Made'), measure: 'count', property: null } },
      {
        segments: [
          {
            id: 'none',
            name: 'None',
            when: { ...none, matcher: { tests: [{ op: 'atMost', value: 0 }], ignoreCase: false } },
          },
          {
            id: 'some',
            name: 'Some',
            when: { ...none, matcher: { tests: [{ op: 'atLeast', value: 1 }], ignoreCase: false } },
          },
        ],
      },
    );
    expect(newcomerPlaces(program)).toEqual([0]);
  });
});

describe('placesToEvaluate', () => {
  it('names what asks about something that changed, and nothing else', () => {
    expect(toEvaluate({})).toEqual([]);
    expect(toEvaluate({ aggregates: new Set(['bookings']) })).toEqual([
      'booked',
      'booked for long',
      'quiet of late',
    ]);
    expect(toEvaluate({ consent: new Set(['location', 'marketing']) })).toEqual(['permitted']);
    expect(toEvaluate({ consent: new Set(['push']), devices: true })).toEqual(['reachable']);
    expect(toEvaluate({ devices: true })).toEqual(['reachable']);
    expect(toEvaluate({ identifiers: true })).toEqual(['known']);
    expect(toEvaluate({ identifiers: false, devices: false })).toEqual([]);
  });

  it('given what a trait was before, then it names what asks about the value of then or now; else all that asks about it', () => {
    const traits = new Set(['city']);
    expect(toEvaluate({ traits })).toEqual(['in Berlin', 'in Hamburg']);
    expect(toEvaluate({ traits, traitsBefore: {} }, { traits: trait('Hamburg') })).toEqual(['in Hamburg']);
    expect(toEvaluate({ traits, traitsBefore: trait('Berlin') }, { traits: trait('Bonn') })).toEqual([
      'in Berlin',
    ]);
    expect(toEvaluate({ traits, traitsBefore: trait('Berlin') }, {})).toEqual(['in Berlin']);
    expect(toEvaluate({ traits, traitsBefore: trait('Berlin') }, { traits: trait('Hamburg') })).toEqual([
      'in Berlin',
      'in Hamburg',
    ]);
  });

  it('names what is due, each once and in order, and not what the program no longer has', () => {
    const nextChanges = { known: NOW, booked: NOW - 1, lucky: NOW + 1, gone: NOW - 1 };
    expect(toEvaluate({}, { nextChanges })).toEqual(['booked', 'known']);
    expect(toEvaluate({ aggregates: new Set(['bookings']) }, { nextChanges })).toEqual([
      'booked',
      'known',
      'booked for long',
      'quiet of late',
    ]);
  });
});

describe('placesOfAll', () => {
  const ofAll = (profile: Partial<Profile>) => idsOf(placesOfAll(active, aProfile(profile)));

  it('adds what asks about something that is known of the guest', () => {
    expect(ofAll({})).toEqual([...ALWAYS, ...UNSAID]);
    expect(ofAll({ aggregates: { bookings: [NOW] } })).toEqual(['booked', ...ALWAYS, ...UNSAID]);
    expect(ofAll({ traits: trait('Hamburg') })).toEqual(['in Hamburg', ...ALWAYS, ...UNSAID]);
    const consent = { location: { granted: true, at: NOW, messageId: 'm' } };
    expect(ofAll({ consent })).toEqual(['permitted', ...ALWAYS, ...UNSAID]);
  });

  it('adds the segments that the guest is in, and not those that were left or are gone', () => {
    const stay = (since: number | null) => ({ since, entries: 1 });
    const segments = { booked: stay(NOW), 'in Berlin': stay(null), gone: stay(NOW) };
    expect(ofAll({ segments })).toEqual(['booked', ...ALWAYS, ...UNSAID]);
  });
});

describe('insertPlaces', () => {
  it('puts each where it belongs among those to come, once', () => {
    const inserted = (places: number[], from: number, more?: readonly number[]) => {
      insertPlaces(places, from, more);
      return places;
    };
    expect(inserted([1, 4, 8], 1, [6, 4, 9])).toEqual([1, 4, 6, 8, 9]);
    expect(inserted([1, 4], 2, [4])).toEqual([1, 4, 4]);
    expect(inserted([5], 0, [2])).toEqual([2, 5]);
    expect(inserted([], 0, [3])).toEqual([3]);
    expect(inserted([1, 4], 1)).toEqual([1, 4]);
  });
});

describe('EditedRecord', () => {
  it('stays the very same until something in it changes, and leaves what it was made of alone', () => {
    const before = { a: 1, b: 2 };
    const record = new EditedRecord<number>(before);
    record.set('a', 1);
    record.set('c', undefined);
    expect(record.now).toBe(before);
    record.set('a', undefined);
    const edited = record.now;
    record.set('c', 3);
    expect(record.now).toBe(edited);
    expect({ ...record.now }).toEqual({ b: 2, c: 3 });
    expect(Object.keys(record.now)).toEqual(['b', 'c']);
    expect(before).toEqual({ a: 1, b: 2 });
  });
});
