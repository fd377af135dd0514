import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Signal } from '../../../domain/profile/signal.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const MINUTE = 60_000;

async function told(...batches: TrackingEvent[][]): Promise<{ signals: Signal[]; tables: InMemoryTables }> {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  for (const batch of batches) {
    tables.put(batch);
    await deliverEvents(dependencies, [batch], NOW);
  }
  return { signals: tables.signals, tables };
}

const recent = (events: readonly TrackingEvent[]) =>
  events.map((event) => ({ ...event, time: Math.max(event.time, event.receivedAt - 20 * MINUTE) }));

describe('signals', () => {
  it('tells an entry with its ordinal and the event that made it so, and the campaigns of the event', async () => {
    const booking = anEvent({ traceId: 'request-1' });
    const { signals } = await told([booking]);
    expect(signals).toEqual([
      {
        id: 'profile-0001-1-0',
        v: 1,
        profileId: 'profile-0001',
        type: 'Segment Entered',
        at: NOW,
        segment: 'booker',
        entry: 1,
        stay: 'profile-0001.1',
        ordinal: 1,
        event: booking.key,
        traceId: 'request-1',
      },
      {
        id: 'profile-0001-1-1',
        v: 1,
        profileId: 'profile-0001',
        type: 'Event Matched',
        at: NOW,
        name: 'Booking Made',
        event: booking.key,
        messageId: 'm-1',
        time: NOW,
        campaigns: ['thanks'],
        traceId: 'request-1',
      },
    ]);
  });

  it('tells a match again, as a repeat, where its event is delivered again; and nothing else', async () => {
    const { signals, tables } = await told([anEvent()], [anEvent(), anEvent()]);
    expect(signals.slice(2)).toEqual([
      { ...signals[1], id: 'profile-0001-2-0', type: 'Event Matched', isRepeat: true },
    ]);
    expect(tables.writes).toHaveLength(2);
  });

  it('tells nothing of what triggers nothing, or comes too late, and writes nothing where it is repeated', async () => {
    const viewed = anEvent({ messageId: 'm-1', name: 'Page Viewed' });
    const late = anEvent({ messageId: 'm-2', time: NOW - 61 * MINUTE, receivedAt: NOW - 1.5 * MINUTE });
    const { signals, tables } = await told([viewed, late], [viewed], [late]);
    expect(signals.filter(({ type }) => type === 'Event Matched')).toEqual([]);
    expect(tables.writes).toHaveLength(1);
  });

  it('tells nothing of history, which counts all the same', async () => {
    const { signals, tables } = await told([anEvent({ isHistory: true })]);
    expect(signals).toEqual([]);
    expect(tables.living()[0]?.segments.booker).toEqual({ since: NOW, entries: 1 });
  });

  it('tells a merge, and no second entry into a segment that one of the two was in', async () => {
    const anonymous = anEvent({ messageId: 'm-1', identifiers: ['anonymousId#a'] });
    const known = anEvent({ messageId: 'm-2', identifiers: ['userId#john'], name: 'Signed Up' });
    const login = anEvent({
      messageId: 'm-3',
      identifiers: ['userId#john', 'anonymousId#a'],
      name: 'Signed In',
    });
    const { signals, tables } = await told([anonymous], [known], [login]);
    expect(signals.map(({ type }) => type)).toEqual(['Segment Entered', 'Event Matched', 'Profiles Merged']);
    expect(signals.at(-1)).toMatchObject({ profileId: 'profile-0001', from: ['profile-0002'] });
    expect(tables.living()).toHaveLength(1);
    expect(tables.living()[0]?.formerProfileIds).toEqual(['profile-0002']);
  });

  it('tells an entry that only the two together make', async () => {
    const one = anEvent({ messageId: 'm-1', identifiers: ['anonymousId#a'] });
    const other = anEvent({ messageId: 'm-2', identifiers: ['userId#john'] });
    const login = anEvent({
      messageId: 'm-3',
      identifiers: ['userId#john', 'anonymousId#a'],
      name: 'Signed In',
    });
    const { signals } = await told([one], [other], [login]);
    expect(signals.at(-1)).toMatchObject({ type: 'Segment Entered', segment: 'regular', event: login.key });
  });

  it('writes entries under the profile they were numbered in before that profile merges away', async () => {
    const older = anEvent({ messageId: 'm-1', identifiers: ['anonymousId#a'] });
    const newer = anEvent({ messageId: 'm-2', identifiers: ['userId#john'] });
    const login = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'anonymousId#a'] });
    const { signals, tables } = await told([older], [newer, login]);
    expect(tables.writes).toHaveLength(3);
    const entered = signals.filter(({ type }) => type === 'Segment Entered');
    expect(entered.map(({ profileId }) => profileId)).toEqual([
      'profile-0001',
      'profile-0002',
      'profile-0001',
    ]);
  });

  it('never tells the same entry or the same match twice, and tells every match, however events come', async () => {
    const cases = arbitraryPeople({ maxLength: 16 })
      .map(recent)
      .chain((events) => fc.tuple(fc.constant(events), arbitraryDelivery(events)));
    await fc.assert(
      fc.asyncProperty(cases, async ([events, batches]) => {
        const tables = new InMemoryTables();
        tables.put(events);
        await deliverEvents(resolveDependencies(tables, active), batches, NOW);
        const entries = tables.signals.flatMap((signal) =>
          signal.type === 'Segment Entered' ? [`${signal.profileId} ${signal.segment} ${signal.entry}`] : [],
        );
        expect(new Set(entries).size).toBe(entries.length);
        expect(new Set(tables.signals.map(({ id }) => id)).size).toBe(tables.signals.length);
        const matches = tables.signals.filter((signal) => signal.type === 'Event Matched');
        const first = matches.filter((signal) => signal.isRepeat !== true).map(({ messageId }) => messageId);
        expect(new Set(first).size).toBe(first.length);
        const bookings = events
          .filter(({ name }) => name === 'Booking Made')
          .map(({ messageId }) => messageId);
        expect(new Set(matches.map(({ messageId }) => messageId))).toEqual(new Set(bookings));
      }),
      { numRuns: 150 },
    );
  });

  it('has told every entry into a segment that somebody is in', async () => {
    const cases = arbitraryPeople({ maxLength: 16 }).chain((events) => arbitraryDelivery(events));
    await fc.assert(
      fc.asyncProperty(cases, async (batches) => {
        const tables = new InMemoryTables();
        tables.put(batches.flat());
        await deliverEvents(resolveDependencies(tables, active), batches, NOW);
        for (const profile of tables.living()) {
          const ids = [profile.profileId, ...profile.formerProfileIds];
          for (const [segment, { since }] of Object.entries(profile.segments)) {
            const entered = tables.signals.filter(
              (signal) =>
                signal.type === 'Segment Entered' &&
                signal.segment === segment &&
                ids.includes(signal.profileId),
            );
            if (since !== null) expect(entered.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
