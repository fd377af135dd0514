import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery } from '../../support/arbitrary-people.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import {
  everyThird,
  ORDER_COUNT,
  ORDERS,
  orders,
  received,
  roundsIn,
  SECOND,
} from '../../support/every-third.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';

const MINUTE = 60 * SECOND;

describe('every third purchase', () => {
  const active = everyThird(ORDER_COUNT);

  it('given any order, batches, repeats, doubt and crashes, then as many rounds as thirds, each told once', async () => {
    // What comes more than two minutes late is in doubt, and folds the guest anew. Collect stores within two minutes.
    const streams = fc
      .boolean()
      .chain((isStoredAtOnce) =>
        fc.tuple(
          fc.constant(isStoredAtOnce),
          fc.array(fc.integer({ min: 0, max: isStoredAtOnce ? 3_500 : 110 }), {
            minLength: 1,
            maxLength: 24,
            size: 'max',
          }),
        ),
      )
      .chain(([isStoredAtOnce, ages]) => {
        const events = orders(ages.length, (index) => received(ages[index] ?? 0));
        return fc.record({
          isStoredAtOnce: fc.constant(isStoredAtOnce),
          events: fc.constant(events),
          once: arbitraryDelivery(events),
          again: arbitraryDelivery(events),
        });
      });
    const failures = fc.array(fc.boolean(), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(streams, failures, async ({ isStoredAtOnce, events, once, again }, fails) => {
        const tables = new InMemoryTables();
        const left = [...fails];
        tables.disturb = async () => {
          if (left.shift()) throw new UnavailableError('a table');
        };
        const dependencies = resolveDependencies(tables, active);
        if (isStoredAtOnce) tables.put(events);
        for (const batch of [...once, ...again]) {
          tables.put(batch);
          await deliverEvents(dependencies, [batch], NOW);
        }
        await drainRefolds(tables, dependencies, NOW);
        const rounds = roundsIn(tables);
        expect(rounds).toHaveLength(Math.floor(events.length / 3));
        expect(new Set(rounds).size).toBe(rounds.length);
      }),
      { numRuns: 300 },
    );
  });

  it('given two functions that take them in at the same time, then likewise', async () => {
    const streams = fc
      .integer({ min: 1, max: 12 })
      .map((count) => orders(count, (index) => received(index)))
      .chain((events) => fc.tuple(fc.constant(events), arbitraryDelivery(events), arbitraryDelivery(events)));
    await fc.assert(
      fc.asyncProperty(streams, fc.scheduler(), async ([events, one, other], scheduler) => {
        const tables = new InMemoryTables();
        tables.put(events);
        tables.disturb = scheduler.scheduleFunction(async () => {});
        const dependencies = resolveDependencies(tables, active);
        await scheduler.waitFor(
          Promise.all([deliverEvents(dependencies, one, NOW), deliverEvents(dependencies, other, NOW)]),
        );
        expect(new Set(roundsIn(tables)).size).toBe(Math.floor(events.length / 3));
        expect(roundsIn(tables)).toHaveLength(Math.floor(events.length / 3));
      }),
      { numRuns: 100 },
    );
  });

  it('names the event that completed it, and the guest, the count and the round', async () => {
    const tables = new InMemoryTables();
    const events = orders(4, (index) => received(10 - index));
    tables.put(events);
    await deliverEvents(resolveDependencies(tables, active), [events], NOW);
    expect(tables.signals).toMatchObject([
      {
        type: 'Event Matched',
        messageId: 'm-002',
        campaigns: ['thanks'],
        rounds: { thanks: 'profile-0001.orders.0.1' },
      },
    ]);
  });

  it('given imported history, then it counts and completes nothing', async () => {
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    const history = orders(4, (index) => ({
      ...received(900 + index),
      isHistory: true,
      messageId: `h-${index}`,
    }));
    tables.put(history);
    await deliverEvents(dependencies, [history], NOW - 10 * MINUTE);
    expect(tables.signals).toEqual([]);
    const live = orders(2, (index) => received(index));
    tables.put(live);
    await deliverEvents(dependencies, [live], NOW);
    expect(roundsIn(tables)).toEqual(['profile-0001.orders.0.2']);
  });

  it('given a deploy that brings the campaign, then what was before completes nothing', async () => {
    const tables = new InMemoryTables();
    const past = orders(5, (index) => received(900 + index));
    tables.put(past);
    const before = activateProgram(aProgram({ aggregatesDigest: 'none' }));
    await deliverEvents(resolveDependencies(tables, before), [past], NOW - 10 * MINUTE);
    const next = orders(1, () => ({ ...received(0), messageId: 'next' }));
    tables.put(next);
    const deployed = everyThird(ORDER_COUNT, { ordinal: 2 });
    await deliverEvents(resolveDependencies(tables, deployed), [next], NOW);
    expect(roundsIn(tables)).toEqual(['profile-0001.orders.0.2']);
  });

  it('given two people who become one, then rounds go on from what they have together', async () => {
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    const deliver = async (events: readonly TrackingEvent[]) => {
      tables.put(events);
      await deliverEvents(dependencies, [events], NOW);
    };
    await deliver(orders(3, (index) => ({ ...received(60 - index), messageId: `john-${index}` })));
    const anonymous = { identifiers: ['anonymousId#a'] };
    await deliver(orders(3, (index) => ({ ...received(50 - index), ...anonymous, messageId: `a-${index}` })));
    const both = { identifiers: ['userId#john', 'anonymousId#a'] };
    await deliver([anEvent({ name: 'Signed In', messageId: 'login', ...both, ...received(30) })]);
    await deliver(orders(3, (index) => ({ ...received(20 - index), messageId: `later-${index}` })));
    expect(roundsIn(tables)).toEqual([
      'profile-0001.orders.0.1',
      'profile-0002.orders.0.1',
      'profile-0001.orders.0.3',
    ]);
  });
});

describe('every third purchase since the guest is a member', () => {
  const member: Condition = {
    kind: 'trait',
    path: ['member'],
    matcher: { ignoreCase: false, tests: [{ op: 'is', value: true }] },
  };
  const active = everyThird(
    {
      kind: 'measure-since',
      of: ORDERS,
      measure: 'count',
      property: null,
      since: { kind: 'entry', aggregate: 'membership' },
    },
    {
      aggregates: { membership: { kind: 'entry', when: member } },
      segments: [{ id: 'member', name: 'Member', when: member }],
    },
  );

  function identify(isMember: boolean, secondsAgo: number): TrackingEvent {
    const at = received(secondsAgo);
    const { name: _none, ...event } = anEvent({ type: 'identify', messageId: `i-${secondsAgo}`, ...at });
    return { ...event, traits: { member: isMember } };
  }

  const openingsIn = (tables: InMemoryTables) =>
    roundsIn(tables).map((name) => {
      const [, , opening, round] = name.split('.');
      return [(NOW - Number(opening)) / SECOND, Number(round)];
    });

  it('counts anew after each entry', async () => {
    const tables = new InMemoryTables();
    const events = [
      ...orders(2, (index) => ({ ...received(100 - index), messageId: `before-${index}` })),
      identify(true, 90),
      ...orders(4, (index) => ({ ...received(80 - index), messageId: `first-${index}` })),
      identify(false, 70),
      identify(true, 60),
      ...orders(6, (index) => ({ ...received(50 - index), messageId: `second-${index}` })),
    ];
    tables.put(events);
    await deliverEvents(resolveDependencies(tables, active), [events], NOW);
    expect(openingsIn(tables)).toEqual([
      [90, 1],
      [60, 1],
      [60, 2],
    ]);
  });

  it('tells a round once where an event that comes late has the guest folded anew', async () => {
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    const events = [identify(true, 90), ...orders(4, (index) => received(80 - index))];
    const late = orders(1, () => ({ ...received(85), messageId: 'late' }));
    tables.put([...events, ...late]);
    await deliverEvents(dependencies, [events, late, late], NOW);
    expect(openingsIn(tables)).toEqual([[90, 1]]);
    const next = orders(1, () => ({ ...received(0), messageId: 'next' }));
    tables.put(next);
    await deliverEvents(dependencies, [next], NOW);
    expect(openingsIn(tables)).toEqual([
      [90, 1],
      [90, 2],
    ]);
  });
});
