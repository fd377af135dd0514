import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { computeTraits } from '../../../domain/segment/condition/compute-traits.ts';
import { refoldPerson } from '../../../lambdas/handlers/flows/refold-person.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { deliverEvents, invocationAt, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { observePeople } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { oraclePeople } from '../../support/profile-oracle.ts';

const active = activateProgram(peopleProgram());
const MINUTE = 60_000;

/** Each event is worth a power of two of its own, so that the sum tells which were counted, and how often. */
function withWorth(events: readonly TrackingEvent[]): TrackingEvent[] {
  return events.map((event, index) => ({
    ...event,
    type: 'track' as const,
    name: 'Order Completed',
    properties: { revenue: 2 ** index },
  }));
}

function totalWorth(tables: InMemoryTables): number {
  return tables
    .living()
    .reduce((sum, profile) => sum + Number(computeTraits(active, profile, NOW).lifetimeValue), 0);
}

const worthOfAll = (events: readonly TrackingEvent[]) => 2 ** events.length - 1;

/** Somebody's events and several streams that deliver all of them, each in its own way. */
function arbitraryStreams(options: { share: boolean; maxLength: number }) {
  return arbitraryPeople(options)
    .map(withWorth)
    .chain((events) => fc.tuple(fc.constant(events), arbitraryDelivery(events), arbitraryDelivery(events)));
}

describe('law 1, once: each event is counted exactly once in exactly one living profile', () => {
  it('under repeats, halved batches and replays in any order, also where links are refused', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStreams({ share: true, maxLength: 20 }), async ([events, once, again]) => {
        const tables = new InMemoryTables();
        tables.put(events);
        const dependencies = resolveDependencies(tables, active);
        await deliverEvents(dependencies, [...once, ...again], NOW);
        expect(totalWorth(tables)).toBe(worthOfAll(events));
      }),
      { numRuns: 150 },
    );
  });

  it('when two functions resolve the same events at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryStreams({ share: false, maxLength: 12 }),
        fc.scheduler(),
        async ([events, one, other], scheduler) => {
          const tables = new InMemoryTables();
          tables.put(events);
          tables.disturb = scheduler.scheduleFunction(async () => {});
          const dependencies = resolveDependencies(tables, active);
          const both = Promise.all([
            deliverEvents(dependencies, one, NOW),
            deliverEvents(dependencies, other, NOW),
          ]);
          await scheduler.waitFor(both);
          expect(totalWorth(tables)).toBe(worthOfAll(events));
          expect(observePeople(active, tables.living(), NOW)).toEqual(
            oraclePeople(active.program, events, NOW),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('when any call fails before or after it has been done', async () => {
    const failures = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        arbitraryStreams({ share: true, maxLength: 15 }),
        failures,
        async ([events, once], fails) => {
          const tables = new InMemoryTables();
          tables.put(events);
          const left = [...fails];
          tables.disturb = async () => {
            if (left.shift()) throw new UnavailableError('a table');
          };
          await deliverEvents(resolveDependencies(tables, active), once, NOW);
          expect(totalWorth(tables)).toBe(worthOfAll(events));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('while rebuilds run and new events come', async () => {
    // Stored within two minutes of their receipt, as collect does: a rebuild relies on it.
    const streams = arbitraryPeople({ share: true, maxLength: 12 })
      .map((events) =>
        withWorth(events).map((event, index) => ({ ...event, receivedAt: NOW - index * 5_000 })),
      )
      .chain((events) => fc.tuple(fc.constant(events), arbitraryDelivery(events)));
    await fc.assert(
      fc.asyncProperty(streams, fc.scheduler(), async ([events, batches], scheduler) => {
        const tables = new InMemoryTables();
        const dependencies = resolveDependencies(tables, active);
        tables.disturb = scheduler.scheduleFunction(async () => {});
        const arrive = async () => {
          for (const batch of batches) {
            tables.put(batch);
            await deliverEvents(dependencies, [batch], NOW);
          }
        };
        const rebuild = async () => {
          for (let turn = 0; turn < 6; turn += 1) {
            await tables.disturb('before read');
            for (const { profileId } of tables.living())
              await refoldOrGiveUp(tables, dependencies, profileId);
          }
        };
        await scheduler.waitFor(Promise.all([arrive(), rebuild()]));
        expect(totalWorth(tables)).toBe(worthOfAll(events));
      }),
      { numRuns: 100 },
    );
  });

  it('when a whole day is delivered again by a re-created mapping', async () => {
    const events = withWorth(
      Array.from({ length: 30 }, (_, index) => {
        const time = NOW - (30 - index) * MINUTE;
        return anEvent({ messageId: `m-${index}`, time, receivedAt: time });
      }),
    );
    const tables = new InMemoryTables();
    const dependencies = resolveDependencies(tables, active);
    for (const event of events) {
      tables.put([event]);
      await deliverEvents(dependencies, [[event]], event.receivedAt);
    }
    const writes = tables.writes.length;
    await deliverEvents(dependencies, [events.slice(0, 10), events.slice(10)], NOW + MINUTE);
    expect(totalWorth(tables)).toBe(worthOfAll(events));
    expect(tables.writes.length).toBe(writes + 1);
  });

  it('when more events come at one moment than a profile remembers', async () => {
    const worth = { name: 'Order Completed', properties: { revenue: 1 }, receivedAt: NOW };
    const events = Array.from({ length: 150 }, (_, index) => anEvent({ messageId: `m-${index}`, ...worth }));
    const tables = new InMemoryTables();
    tables.put(events.slice(0, 120));
    const dependencies = resolveDependencies(tables, active);
    await deliverEvents(dependencies, [events.slice(0, 100), events.slice(100, 120)], NOW);
    tables.put(events);
    await deliverEvents(dependencies, [events.slice(120), events], NOW);
    expect(totalWorth(tables)).toBe(events.length);
  });
});

async function refoldOrGiveUp(
  tables: InMemoryTables,
  dependencies: ReturnType<typeof resolveDependencies>,
  profileId: string,
): Promise<void> {
  try {
    await refoldPerson({ ...dependencies, profileStore: tables }, profileId, invocationAt(NOW));
  } catch {
    // Somebody else kept writing first: the queue would bring the job again.
  }
}
