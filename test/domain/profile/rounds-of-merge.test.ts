import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery } from '../../support/arbitrary-people.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { everyThird, ORDER_COUNT, ORDERS, orders, received, roundsIn } from '../../support/every-third.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

describe('every third purchase of two who become one', () => {
  const SIDES = { john: ['userId#john'], anonymous: ['anonymousId#a'] } as const;
  const BOTH = [...SIDES.john, ...SIDES.anonymous];
  const ordersOf = (side: keyof typeof SIDES, count: number, secondsAgo: number) =>
    orders(count, (index) => ({
      ...received(secondsAgo - index),
      identifiers: SIDES[side],
      messageId: `${side}-${secondsAgo}-${index}`,
    }));
  const login = (part: Partial<TrackingEvent> = {}) =>
    anEvent({ name: 'Signed In', messageId: 'login', identifiers: BOTH, ...received(30), ...part });

  /** All that is told of rounds, each batch delivered at its time. */
  async function told(active: ReturnType<typeof everyThird>, ...batches: readonly TrackingEvent[][]) {
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    for (const batch of batches) {
      tables.put(batch);
      await deliverEvents(dependencies, [batch], Math.max(...batch.map(({ receivedAt }) => receivedAt)));
    }
    return tables.signals.flatMap((signal) =>
      signal.type === 'Event Matched' ? [[signal.rounds?.thanks, signal.messageId]] : [],
    );
  }

  const active = everyThird(ORDER_COUNT);
  /** A set of states that cannot be united, but must be folded anew. */
  const refolding = everyThird(ORDER_COUNT, {
    aggregates: {
      ordered: { kind: 'times', of: ORDERS, keep: 1 },
      buyer: {
        kind: 'entry',
        when: { kind: 'event', label: 'ordered', aggregate: 'ordered', count: { atLeast: 1 } },
      },
    },
  });

  it('given a part of a round of each, then the round is told as they become one, by the latest of its events', async () => {
    const batches = [ordersOf('john', 2, 60), ordersOf('anonymous', 1, 50), [login()]];
    expect(await told(active, ...batches)).toEqual([['profile-0001.orders.0.1', 'anonymous-50-0']]);
    const later = ordersOf('john', 3, 20);
    expect(await told(active, ...batches, later)).toEqual([
      ['profile-0001.orders.0.1', 'anonymous-50-0'],
      ['profile-0001.orders.0.2', 'john-20-2'],
    ]);
  });

  it('given that the parts make no round, or each has had its own, then there is nothing to tell', async () => {
    expect(await told(active, ordersOf('john', 1, 60), ordersOf('anonymous', 1, 50), [login()])).toEqual([]);
    const each = [ordersOf('john', 4, 60), ordersOf('anonymous', 4, 50)];
    expect(await told(active, ...each, [login()])).toHaveLength(2);
  });

  it('given that its events came more than an hour before, then it begins nothing', async () => {
    const old = [ordersOf('john', 2, 3_700), ordersOf('anonymous', 1, 3_690)];
    expect(await told(active, ...old, [login({ ...received(0) })])).toEqual([]);
    expect(await told(active, ...old, [login({ ...received(3_600) })])).toHaveLength(1);
  });

  it('given that imported history unites them, or is the latest, then that completes nothing', async () => {
    const parts = [ordersOf('john', 2, 60), ordersOf('anonymous', 1, 50)];
    expect(await told(active, ...parts, [login({ isHistory: true })])).toEqual([]);
    const imported = ordersOf('anonymous', 1, 40).map((event) => ({ ...event, isHistory: true }) as const);
    expect(await told(active, ordersOf('john', 2, 60), imported, [login()])).toEqual([
      ['profile-0001.orders.0.1', 'john-60-1'],
    ]);
  });

  it('given that the event which unites them is a purchase too, then it counts after them', async () => {
    const purchase = (part: Partial<TrackingEvent> = {}) => login({ name: 'Order Completed', ...part });
    expect(await told(active, ordersOf('john', 1, 60), ordersOf('anonymous', 1, 50), [purchase()])).toEqual([
      ['profile-0001.orders.0.1', 'login'],
    ]);
    const [first] = await told(active, ordersOf('john', 2, 60), ordersOf('anonymous', 1, 50), [purchase()]);
    expect(first?.[0]).toBe('profile-0001.orders.0.1');
  });

  it.each([
    ['can be united', active],
    ['must be folded anew', refolding],
  ])(
    'given states that %s, any order, repeats and crashes, then as many rounds as thirds, each told once',
    async (_what, playbook) => {
      const streams = fc
        .record({
          sides: fc.array(fc.constantFrom('john', 'anonymous'), { minLength: 2, maxLength: 14 }),
          place: fc.nat({ max: 14 }),
        })
        .map(({ sides, place }) => {
          const events: TrackingEvent[] = sides.map((side, index) =>
            anEvent({
              name: 'Order Completed',
              messageId: `m-${String(index).padStart(3, '0')}`,
              identifiers: SIDES[side as keyof typeof SIDES],
              ...received(90 - index),
            }),
          );
          const joined = login({ ...received(90 - Math.min(place, sides.length)) });
          return [...events.slice(0, place), joined, ...events.slice(place)];
        })
        .chain((events) =>
          fc.record({
            events: fc.constant(events),
            once: arbitraryDelivery(events),
            again: arbitraryDelivery(events),
          }),
        );
      await fc.assert(
        fc.asyncProperty(
          streams,
          fc.array(fc.boolean(), { maxLength: 40 }),
          async ({ events, once, again }, fails) => {
            const tables = new InMemoryTables();
            const left = [...fails];
            tables.disturb = async () => {
              if (left.shift()) throw new UnavailableError('a table');
            };
            const dependencies = resolveDependencies(tables, playbook);
            tables.put(events);
            for (const batch of [...once, ...again]) await deliverEvents(dependencies, [batch], NOW);
            await drainRefolds(tables, dependencies, NOW);
            const rounds = roundsIn(tables);
            expect(rounds).toHaveLength(Math.floor((events.length - 1) / 3));
            expect(new Set(rounds).size).toBe(rounds.length);
          },
        ),
        { numRuns: 200 },
      );
    },
  );
});
