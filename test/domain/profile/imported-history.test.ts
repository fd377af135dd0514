import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { compareRebuilt } from '../../../domain/profile/compare-rebuilt.ts';
import { computeTraits } from '../../../domain/segment/condition/compute-traits.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const DAY = 86_400_000;
const BATCH = 100;
const active = activateProgram(peopleProgram());

/** Counts how often a history is read to be folded anew. */
class CountingTables extends InMemoryTables {
  histories = 0;

  override async readAll(...about: Parameters<InMemoryTables['readAll']>) {
    this.histories += 1;
    return super.readAll(...about);
  }
}

let tables: CountingTables;
beforeEach(() => {
  tables = new CountingTables();
});

/** What an import makes of the lines of one call: each is worth one, received a millisecond apart. */
function imported(count: number, identifiersOf: (index: number) => string[], at = NOW): TrackingEvent[] {
  return Array.from({ length: count }, (_, index) =>
    anEvent({
      messageId: `h-${at}-${index}`,
      name: 'Order Completed',
      properties: { revenue: 1 },
      identifiers: identifiersOf(index),
      time: NOW - 900 * DAY + index * 1_000,
      receivedAt: at - (count - index),
      isHistory: true,
    }),
  );
}

/** As they are stored: some of one person's at the same time, so that neighbours may change places. */
function stored(events: readonly TrackingEvent[]): TrackingEvent[] {
  const chunks = Array.from({ length: Math.ceil(events.length / 16) }, (_, index) =>
    events.slice(index * 16, (index + 1) * 16).reverse(),
  );
  return chunks.flat();
}

async function deliver(events: readonly TrackingEvent[], now = NOW): Promise<void> {
  const dependencies = resolveDependencies(tables, active);
  for (let from = 0; from < events.length; from += BATCH)
    await deliverEvents(dependencies, [events.slice(from, from + BATCH)], now);
  await drainRefolds(tables, dependencies, now);
}

function john() {
  const [profile] = tables.living();
  if (profile === undefined) throw new Error('nobody');
  return profile;
}

const valueOfJohn = () => computeTraits(active, john(), NOW).lifetimeValue;
const told = () => tables.signals.map((signal) => [signal.type, 'segment' in signal && signal.segment]);

describe('one guest with 2,000 imported lines in one call', () => {
  it.each([
    ['one identifier', () => ['userId#john']],
    ['three', (index: number) => ['userId#john', 'email#j@example.com', 'anonymousId#a'].slice(index % 3)],
    ['three, all linked', () => ['userId#john', 'email#j@example.com', 'anonymousId#a']],
  ])('is folded as it comes, by %s: nothing is folded anew', async (_what, identifiersOf) => {
    const link = anEvent({
      messageId: 'l',
      name: 'Viewed',
      identifiers: ['userId#john', 'email#j@example.com', 'anonymousId#a'],
      receivedAt: NOW - DAY,
      time: NOW - DAY,
    });
    const events = imported(2_000, identifiersOf);
    tables.put([link, ...events]);
    await deliver([link, ...stored(events)]);
    expect(tables.histories).toBe(0);
    expect(valueOfJohn()).toBe(2_000);
    expect(john().segments.vip?.since).toBe(NOW);
    expect(told()).toEqual([]);
  });

  it('counts once delivered again from the beginning', async () => {
    const events = imported(500, () => ['userId#john']);
    tables.put(events);
    await deliver(stored(events));
    await deliver(stored(events), NOW + 600_000);
    expect(valueOfJohn()).toBe(500);
    expect(told()).toEqual([]);
  });
});

describe('a guest who is imported and here at the same time', () => {
  const booking = (messageId: string, receivedAt: number) =>
    anEvent({ messageId, receivedAt, time: receivedAt });

  it('is told of as without the import: what is live triggers, what is history does not', async () => {
    const events = imported(300, () => ['userId#john']);
    const live = [booking('b-1', NOW), booking('b-2', NOW + 5)];
    tables.put([...events, ...live]);
    const [first, second] = [events.slice(0, 150), events.slice(150)];
    await deliver([...stored(first), ...live.slice(0, 1), ...stored(second), ...live.slice(1)], NOW + 10);
    expect(valueOfJohn()).toBe(300);
    expect(told()).toEqual([
      ['Segment Entered', 'booker'],
      ['Event Matched', false],
      ['Segment Entered', 'regular'],
      ['Event Matched', false],
    ]);
  });

  it('is whole, and told of for each live event once, however both are interleaved and repeated', async () => {
    const calls = fc.record({
      lines: fc.integer({ min: 1, max: 120 }),
      liveAt: fc.array(fc.integer({ min: 0, max: 119 }), { maxLength: 5 }),
      repeated: fc.integer({ min: 0, max: 120 }),
    });
    await fc.assert(
      fc.asyncProperty(calls, async ({ lines, liveAt, repeated }) => {
        tables = new CountingTables();
        const events = imported(lines, () => ['userId#john']);
        const live = liveAt.map((place, index) => ({ place, event: booking(`b-${index}`, NOW + index) }));
        const stream = stored(events).flatMap((event, place) => [
          event,
          ...live.filter((each) => each.place === place).map((each) => each.event),
        ]);
        tables.put(stream);
        await deliver([...stream, ...stream.slice(-repeated)], NOW + 1_000);
        const came = live.filter(({ place }) => place < lines).map(({ event }) => event.messageId);
        expect(john().aggregates.revenue === undefined ? 0 : valueOfJohn()).toBe(lines);
        const matched = tables.signals.flatMap((signal) =>
          signal.type === 'Event Matched' ? [signal.messageId] : [],
        );
        expect([...new Set(matched)].sort()).toEqual(came.sort());
        expect(told().filter(([type]) => type === 'Segment Entered').length).toBe(Math.min(2, came.length));
        expect(compareRebuilt(active, john(), stream, NOW + 1_000).different).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
