import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { compareRebuilt, type RebuiltPart } from '../../../domain/profile/compare-rebuilt.ts';
import { NO_MARKS } from '../../../domain/profile/fold-marks.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { refoldProfile, touchProfile } from '../../../domain/profile/touch-profile.ts';
import { EMPTIED, UNSETTLED } from '../../../domain/profile/unfolded.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryHistory } from '../../support/arbitrary-history.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { arbitrarySegments } from '../../support/arbitrary-segments.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const active = activateProgram(peopleProgram());

function historyOf(tables: InMemoryTables, profile: Profile): TrackingEvent[] {
  const identifiers = Object.keys(profile.identifiers);
  return [...tables.events.values()].filter(({ key }) => identifiers.includes(key.identifier));
}

const differencesIn = (tables: InMemoryTables, now: number) =>
  tables
    .living()
    .flatMap((profile) => compareRebuilt(active, profile, historyOf(tables, profile), now).different);

/** Wake looks at everybody. */
async function passTime(tables: InMemoryTables, now: number): Promise<void> {
  for (const profile of tables.living()) {
    const touched = touchProfile(active, profile, now, historyOf(tables, profile));
    if (touched.kind === 'planned') await tables.write(touched.write);
  }
}

describe('a stored state and the fold of its events from nothing', () => {
  const cases = arbitraryPeople({ share: true, maxLength: 24 }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      batches: arbitraryDelivery(events),
      refolds: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      passing: fc.array(fc.integer({ min: 0, max: 20 * 24 }), { minLength: 1, maxLength: 4 }),
    }),
  );

  it('are equal in every part, however the events came, and however time went by', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ events, batches, refolds, passing }) => {
        const tables = new InMemoryTables();
        const dependencies = resolveDependencies(tables, active);
        tables.put(events);
        for (const [index, batch] of batches.entries()) {
          await deliverEvents(dependencies, [batch], NOW);
          if (refolds[index % refolds.length]) {
            await tables.send(tables.living().slice(0, 2));
            await drainRefolds(tables, dependencies, NOW);
          }
        }
        expect(differencesIn(tables, NOW)).toEqual([]);
        let now = NOW;
        for (const hours of passing) {
          now += hours * HOUR;
          expect(differencesIn(tables, now)).toEqual([]);
          await passTime(tables, now);
          expect(differencesIn(tables, now)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('whatever segments ask', () => {
  const people = ['userId#john', 'anonymousId#web', 'anonymousId#app'];
  const cases = fc.record({
    program: arbitrarySegments,
    history: arbitraryHistory(12),
    whose: fc.array(fc.subarray(people, { minLength: 1 }), { minLength: 12, maxLength: 12 }),
    steps: fc.array(
      fc.record({ hours: fc.integer({ min: 0, max: 12 }), events: fc.integer({ min: 0, max: 3 }) }),
      { minLength: 1, maxLength: 8 },
    ),
  });

  it('a stored state is equal to the fold of its events at every moment, looked at or not', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ program, history, whose, steps }) => {
        const tables = new InMemoryTables();
        const dependencies = resolveDependencies(tables, program);
        const differences = (now: number) =>
          tables
            .living()
            .map((profile) => compareRebuilt(program, profile, historyOf(tables, profile), now).different);
        let now = NOW;
        let taken = 0;
        for (const { hours, events: count } of steps) {
          now += hours * HOUR;
          expect(differences(now).flat()).toEqual([]);
          const batch = history.slice(taken, taken + count).map((event, index) => {
            const identifiers = whose[taken + index] ?? people;
            return anEvent({
              ...event,
              identifiers,
              key: { ...event.key, identifier: identifiers[0] ?? '' },
              receivedAt: now,
            });
          });
          taken += count;
          tables.put(batch);
          await deliverEvents(dependencies, [batch], now);
          await drainRefolds(tables, dependencies, now);
          expect(differences(now).flat()).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const john = {
  identifiers: ['userId#john', 'email#john@example.com'],
  properties: { room: 'Suite' },
  context: { timezone: 'Europe/Rome', device: { token: 't', type: 'ios' } },
  consent: { marketing: true },
};
const events = [
  anEvent({ ...john, time: NOW - 2 * DAY, receivedAt: NOW - 2 * DAY, messageId: 'm-1' }),
  anEvent({ ...john, time: NOW - DAY, receivedAt: NOW - DAY, messageId: 'm-2' }),
  anEvent({
    ...john,
    messageId: 'm-3',
    type: 'identify',
    traits: { firstName: 'John', about: 'x'.repeat(300) },
  }),
];

async function storedJohn(): Promise<Profile> {
  const tables = new InMemoryTables();
  tables.put(events);
  await deliverEvents(resolveDependencies(tables, active), [events], NOW);
  const [profile] = tables.living();
  if (profile === undefined) throw new Error('nobody');
  return profile;
}

const stamp = { at: NOW, messageId: 'm-3' };
const damages: readonly (readonly [RebuiltPart, (profile: Profile) => Partial<Profile>])[] = [
  ['traits', ({ traits }) => ({ traits: { ...traits, firstName: { ...stamp, value: 'Joan' } } })],
  ['traitMemory', () => ({ traitMemory: undefined })],
  ['surroundings', () => ({ surroundings: {} })],
  ['consent', () => ({ consent: { marketing: { ...stamp, granted: false } } })],
  ['devices', () => ({ devices: {} })],
  ['firstSeen', ({ firstSeen }) => ({ firstSeen: firstSeen - 1 })],
  ['lastSeen', ({ lastSeen }) => ({ lastSeen: lastSeen + 1 })],
  ['aggregates', ({ aggregates }) => ({ aggregates: { ...aggregates, revenue: 7 } })],
  ['program', ({ program }) => ({ program: { ...program, aggregates: 'nobody’s' } })],
  ['segments', ({ segments }) => ({ segments: { ...segments, booker: { since: null, entries: 1 } } })],
  ['segments', ({ segments }) => ({ segments: { ...segments, gone: { since: NOW, entries: 1 } } })],
  ['nextChanges', () => ({ nextChanges: {} })],
  ['nextChanges', ({ nextChanges }) => ({ nextChanges: { ...nextChanges, regular: NOW + 90 * DAY } })],
  ['nextChanges', ({ nextChanges }) => ({ nextChanges: { ...nextChanges, gone: NOW + 90 * DAY } })],
  ['nextChanges', () => ({ wakeAt: null })],
];

describe('a damaged part', () => {
  it.each(damages)('is named: %s', async (part, damage) => {
    const whole = await storedJohn();
    expect(compareRebuilt(active, whole, events, NOW).different).toEqual([]);
    const damaged = { ...whole, ...damage(whole) };
    expect(compareRebuilt(active, damaged, events, NOW)).toMatchObject({
      different: expect.arrayContaining([part]),
    });
  });

  it.each(damages)('is mended by a quiet refold, which tells nothing: %s', async (_part, damage) => {
    const whole = await storedJohn();
    const touched = refoldProfile(active, { ...whole, ...damage(whole) }, NOW, events, { isQuiet: true });
    if (touched.kind !== 'planned') throw new Error(touched.kind);
    const { profile, signals } = touched.write;
    expect(compareRebuilt(active, profile, events, NOW).different).toEqual([]);
    expect(signals).toEqual([]);
  });
});

describe('what is compared', () => {
  it('is without events that are certainly not in the state yet', async () => {
    const news = anEvent({ ...john, messageId: 'new', receivedAt: NOW + 1 });
    const { different, isUncertain } = compareRebuilt(active, await storedJohn(), [...events, news], NOW);
    expect({ different, isUncertain }).toEqual({ different: [], isUncertain: false });
  });

  it.each([
    ['within the hour, which may be on its way,', NOW - HOUR + 1, true],
    ['earlier, which is not,', NOW - HOUR, false],
  ])('is uncertain or not by an event in doubt received %s', async (_when, receivedAt, isUncertain) => {
    const whole = await storedJohn();
    const marks = whole.identifiers['userId#john'] ?? NO_MARKS;
    const identifiers = { 'userId#john': { ...marks, floor: NOW + 1 } };
    const missed = anEvent({ ...john, messageId: 'missed', time: NOW - 3 * DAY, receivedAt });
    const compared = compareRebuilt(active, { ...whole, identifiers }, [...events, missed], NOW);
    expect(compared.different).toContain('firstSeen');
    expect(compared.isUncertain).toBe(isUncertain);
  });

  it('is only what events decide where an older program folded the state', async () => {
    const whole = await storedJohn();
    const newer = activateProgram(peopleProgram({ ordinal: 2, aggregatesDigest: 'other' }));
    const outdated = { ...whole, aggregates: {} };
    const compared = { different: [], isOutdated: true, isUnfolded: false };
    expect(compareRebuilt(newer, outdated, events, NOW)).toMatchObject(compared);
    expect(compareRebuilt(newer, { ...outdated, consent: {} }, events, NOW).different).toEqual(['consent']);
  });

  it.each([UNSETTLED, EMPTIED])('waits for a fold that was left to the queue (%j)', async (aggregates) => {
    const whole = await storedJohn();
    const left = { ...whole, program: { ...whole.program, aggregates } };
    const compared = { different: ['program'], isOutdated: false, isUnfolded: true, isUncertain: true };
    expect(compareRebuilt(active, left, events, NOW)).toEqual(compared);
  });
});
