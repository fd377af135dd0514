import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const MINUTE = 60_000;
const MAXIMUM_BYTES = 64 * 1024;
const active = activateProgram(peopleProgram());

function bookings(count: number, overrides: (index: number) => Partial<TrackingEvent> = () => ({})) {
  return Array.from({ length: count }, (_, index) =>
    anEvent({ messageId: `m-${String(index).padStart(40, '0')}`, ...overrides(index) }),
  );
}

const batchesOf = (events: readonly TrackingEvent[], size = 100) =>
  Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
    events.slice(index * size, (index + 1) * size),
  );

const largestOutbox = ({ writes }: InMemoryTables) =>
  Math.max(...writes.map(({ signals }) => Buffer.byteLength(JSON.stringify(signals))));

function matchesIn({ signals }: InMemoryTables) {
  return signals.filter((signal) => signal.type === 'Event Matched');
}

const toldIn = (tables: InMemoryTables) => new Set(matchesIn(tables).map(({ messageId }) => messageId));

describe('what a refold tells', () => {
  it('is nothing of what its events trigger, however many of the last hour are in doubt', async () => {
    const events = bookings(1_500, (index) => {
      const at = NOW - 50 * MINUTE + index * 1_900;
      return { time: at, receivedAt: at };
    });
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put(events);
    for (const batch of batchesOf(events)) {
      await deliverEvents(dependencies, [batch], batch.at(-1)?.receivedAt ?? NOW);
    }
    expect(toldIn(tables).size).toBe(events.length);
    const before = tables.signals.length;
    await deliverEvents(dependencies, [events.slice(0, 1)], NOW);
    expect(tables.signals.slice(before)).toMatchObject([
      { type: 'Event Matched', messageId: events[0]?.messageId, isRepeat: true },
    ]);
    expect(largestOutbox(tables)).toBeLessThan(MAXIMUM_BYTES);
  });

  it('leaves out no match of events that come at one moment, and repeats none within a delivery', async () => {
    const events = bookings(400);
    const tables = new InMemoryTables();
    tables.put(events);
    await deliverEvents(resolveDependencies(tables, active), batchesOf(events), NOW);
    expect(toldIn(tables).size).toBe(events.length);
    expect(matchesIn(tables)).toHaveLength(events.length);
    expect(largestOutbox(tables)).toBeLessThan(MAXIMUM_BYTES);
  });

  it('leaves out no match of events that a deploy has folded before they were delivered', async () => {
    const events = bookings(70);
    const deployed = activateProgram(peopleProgram({ ordinal: 2, aggregatesDigest: 'other' }));
    const tables = new InMemoryTables();
    tables.put(events);
    await deliverEvents(resolveDependencies(tables, active), [events.slice(0, 66)], NOW);
    await deliverEvents(resolveDependencies(tables, deployed), [events.slice(66)], NOW + 1_000);
    expect(toldIn(tables).size).toBe(events.length);
  });

  it('leaves out no match of an event whose fold is left to the queue', async () => {
    const views = bookings(2_100, (index) => ({
      name: 'Page Viewed',
      time: NOW - 10 * MINUTE,
      receivedAt: NOW - 10 * MINUTE + index,
    }));
    const late = anEvent({ messageId: 'late', receivedAt: NOW - 10 * MINUTE, time: NOW - 10 * MINUTE });
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put([...views, late]);
    await deliverEvents(dependencies, [...batchesOf(views, 1_000), [late]], NOW);
    expect([...toldIn(tables)]).toEqual(['late']);
    await drainRefolds(tables, dependencies, NOW);
    expect(tables.signals.map(({ type }) => type)).toEqual(['Event Matched', 'Segment Entered']);
  });
});

describe('a refold of somebody with imported events', () => {
  const at = (minutes: number) => ({ time: NOW - minutes * MINUTE, receivedAt: NOW - minutes * MINUTE });

  it('tells what an event in doubt changes, although history was received after it', async () => {
    const imported = anEvent({ messageId: 'i', name: 'Page Viewed', isHistory: true, ...at(20) });
    const current = anEvent({ messageId: 'c', name: 'Page Viewed', ...at(5) });
    const late = anEvent({ messageId: 'late', ...at(30) });
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    tables.put([imported, current]);
    await deliverEvents(dependencies, [[imported], [current]], NOW);
    tables.put([late]);
    await deliverEvents(dependencies, [[late]], NOW);
    expect(tables.signals.map(({ type }) => type)).toEqual(['Segment Entered', 'Event Matched']);
  });

  it('is silent where the import itself asks for it: more of it at one moment than is remembered', async () => {
    const own = anEvent({ messageId: 'own', name: 'Page Viewed', ...at(600) });
    const imported = bookings(100, (index) => ({
      isHistory: true,
      name: index < 90 ? 'Page Viewed' : 'Booking Made',
    }));
    const tables = new InMemoryTables();
    tables.put([own, ...imported.slice(0, 80)]);
    const dependencies = resolveDependencies(tables, active);
    await deliverEvents(dependencies, [[own], imported.slice(0, 80)], NOW);
    tables.put(imported);
    await deliverEvents(dependencies, [imported.slice(80)], NOW);
    expect(tables.living()[0]?.segments.booker?.since).toBe(NOW);
    expect(tables.signals).toEqual([]);
  });
});
