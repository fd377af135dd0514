import { describe, expect, it } from 'vitest';
import { StaleProgramError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import { aProfile } from '../../support/a-profile.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const old = peopleProgram({
  segments: [],
  aggregates: {},
  aggregatesDigest: 'none',
  ordinal: 1,
  campaigns: {},
});
const before = activateProgram(old);
const active = activateProgram(peopleProgram({ ordinal: 2 }));

async function resolvedBefore(events: readonly TrackingEvent[]): Promise<InMemoryTables> {
  const tables = new InMemoryTables();
  tables.put(events);
  await deliverEvents(resolveDependencies(tables, before), [events], NOW);
  return tables;
}

describe('a new program', () => {
  it('is adopted in silence: what happened before the deploy begins no journey', async () => {
    const past = anEvent({ messageId: 'm-1', receivedAt: NOW - HOUR, time: NOW - HOUR });
    const tables = await resolvedBefore([past]);
    const page = anEvent({ messageId: 'm-2', name: 'Page Viewed' });
    tables.put([page]);
    await deliverEvents(resolveDependencies(tables, active), [[page]], NOW);
    expect(tables.signals).toEqual([]);
    expect(tables.living()[0]?.segments.booker).toEqual({ since: NOW, entries: 1 });
    expect(tables.living()[0]?.program).toEqual({ ordinal: 2, aggregates: 'people-aggregates' });
  });

  it('is silent also about events whose keys were forgotten since', async () => {
    const at = (minutes: number) => ({ receivedAt: NOW - minutes * 60_000, time: NOW - minutes * 60_000 });
    const booking = anEvent({ messageId: 'm-1', ...at(20) });
    const tables = await resolvedBefore([
      booking,
      anEvent({ messageId: 'm-2', name: 'Signed Up', ...at(10) }),
    ]);
    const page = anEvent({ messageId: 'm-3', name: 'Page Viewed' });
    tables.put([page]);
    await deliverEvents(resolveDependencies(tables, active), [[page]], NOW);
    expect(tables.signals).toEqual([]);
    expect(tables.living()[0]?.segments.booker?.entries).toBe(1);
  });

  it('tells what the event does that comes first after the deploy', async () => {
    const past = anEvent({ messageId: 'm-1', receivedAt: NOW - HOUR, time: NOW - HOUR });
    const tables = await resolvedBefore([past]);
    const booking = anEvent({ messageId: 'm-2' });
    tables.put([booking]);
    await deliverEvents(resolveDependencies(tables, active), [[booking]], NOW);
    expect(tables.signals.map((signal) => [signal.type, 'segment' in signal ? signal.segment : ''])).toEqual([
      ['Segment Entered', 'regular'],
      ['Event Matched', ''],
    ]);
  });

  it('is refused where the profile was written with a newer one', () => {
    const profile = aProfile({ program: { ordinal: 3, aggregates: 'other' } });
    expect(() => touchProfile(active, profile, NOW)).toThrow(StaleProgramError);
  });

  it('with the same aggregates needs no history', () => {
    const profile = aProfile({ program: { ordinal: 1, aggregates: 'people-aggregates' } });
    const touched = touchProfile(active, profile, NOW);
    expect(touched.kind).toBe('planned');
    expect(touched.kind === 'planned' && touched.write.profile.program.ordinal).toBe(2);
  });

  it('with others asks for the events of every identifier', () => {
    const profile = aProfile({ program: { ordinal: 1, aggregates: 'other' } });
    expect(touchProfile(active, profile, NOW)).toEqual({
      kind: 'history needed',
      identifiers: ['userId#john'],
    });
    expect(touchProfile(active, profile, NOW, 'too long')).toEqual({ kind: 'refold later' });
  });
});

describe('time', () => {
  const current = { ordinal: 2, aggregates: 'people-aggregates' };

  it('makes a guest leave a segment, and moves the moment at which wake looks', () => {
    const profile = aProfile({
      program: current,
      aggregates: { bookings: [NOW - 10 * DAY, NOW - 9 * DAY] },
      segments: { booker: { since: NOW - DAY, entries: 1 }, regular: { since: NOW - DAY, entries: 2 } },
      nextChanges: { regular: NOW },
      wakeAt: NOW,
    });
    const touched = touchProfile(active, profile, NOW);
    const { write } = touched as Extract<typeof touched, { kind: 'planned' }>;
    expect(write.signals).toEqual([
      {
        id: 'profile-john-2-0',
        v: 1,
        profileId: 'profile-john',
        type: 'Segment Left',
        at: NOW,
        segment: 'regular',
        entry: 2,
        stay: 'profile-john.2',
        ordinal: 2,
      },
    ]);
    expect(write.profile.version).toBe(2);
    expect(write.profile.wakeAt).toBeNull();
  });

  it('moves the moment on where nothing changed', () => {
    const profile = aProfile({ program: current, wakeAt: NOW - 1, nextChanges: { regular: NOW + DAY } });
    const touched = touchProfile(active, profile, NOW);
    expect(touched.kind === 'planned' && touched.write.profile.wakeAt).toBe(NOW + DAY);
    expect(touched.kind === 'planned' && touched.write.signals).toEqual([]);
  });

  it('leaves a profile alone that is not due', () => {
    const profile = aProfile({ program: current, wakeAt: NOW + 1, nextChanges: { regular: NOW + DAY } });
    expect(touchProfile(active, profile, NOW)).toEqual({ kind: 'unchanged' });
  });
});

describe('a history too long for a batch', () => {
  it('is left to the refold queue, with the links made and nothing lost', async () => {
    const calls = Array.from({ length: 2_100 }, (_, index) =>
      anEvent({
        messageId: `c-${index}`,
        name: 'Called Hotel',
        time: NOW - DAY + index,
        receivedAt: NOW - HOUR + index,
      }),
    );
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put(calls);
    await deliverEvents(dependencies, [calls], NOW);
    const late = anEvent({
      messageId: 'late',
      identifiers: ['userId#john', 'email#john@example.com'],
      receivedAt: NOW - 2 * HOUR,
      time: NOW - 2 * HOUR,
    });
    tables.put([late]);
    await deliverEvents(dependencies, [[late]], NOW);
    expect(tables.refolds).toHaveLength(1);
    expect(tables.holder('email#john@example.com')?.profileId).toBe('profile-0001');
    expect(tables.living()[0]?.segments.booker).toBeUndefined();
    await drainRefolds(tables, dependencies, NOW);
    expect(tables.living()[0]?.segments.booker?.entries).toBe(1);
  });

  it('waits with a merge whose aggregates cannot tell, and then tells what the merge made true', async () => {
    const at = (minutes: number) => ({ time: NOW - DAY + minutes, receivedAt: NOW - HOUR + minutes });
    const calls = Array.from({ length: 2_100 }, (_, index) =>
      anEvent({
        messageId: `c-${index}`,
        identifiers: ['anonymousId#a'],
        name: 'Called Hotel',
        ...at(index),
      }),
    );
    const signedUp = anEvent({ messageId: 's', name: 'Signed Up', ...at(1_000) });
    const login = anEvent({
      messageId: 'l',
      name: 'Signed In',
      identifiers: ['userId#john', 'anonymousId#a'],
    });
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put([...calls, signedUp, login]);
    await deliverEvents(dependencies, [calls, [signedUp], [login]], NOW);
    expect(tables.living()).toHaveLength(1);
    expect(tables.living()[0]?.program.aggregates).toBe('');
    expect(tables.signals.map(({ type }) => type)).toEqual(['Profiles Merged']);
    await drainRefolds(tables, dependencies, NOW);
    expect(tables.living()[0]?.program.aggregates).toBe('people-aggregates');
    expect(tables.signals.map((signal) => ('segment' in signal ? signal.segment : signal.type))).toEqual([
      'Profiles Merged',
      'abandoned',
    ]);
  });
});

describe('one write', () => {
  it('is cut where a transaction or the signals would grow too large, and the rest follows', async () => {
    const devices = (from: number) =>
      Array.from({ length: 18 }, (_, index) => `anonymousId#a${from + index}`);
    const strangers = Array.from({ length: 45 }, (_, index) =>
      anEvent({ messageId: `m-${index}`, identifiers: [`anonymousId#a${index}`], name: 'Page Viewed' }),
    );
    const joining = [0, 18].map((from) =>
      anEvent({ messageId: `join-${from}`, identifiers: ['userId#john', ...devices(from)] }),
    );
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put([...strangers, ...joining]);
    await deliverEvents(dependencies, [strangers], NOW);
    const writes = tables.writes.length;
    await deliverEvents(dependencies, [[...joining]], NOW);
    expect(tables.writes.length - writes).toBeGreaterThanOrEqual(1);
    expect(Object.keys(tables.holder('userId#john')?.identifiers ?? {})).toHaveLength(37);
    expect(tables.living()).toHaveLength(10);
  });
});
