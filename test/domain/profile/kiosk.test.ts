import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { findEvidenceFaults } from '../../support/find-evidence-faults.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const GUESTS = 1_000;
const KIOSK = ['deviceId#kiosk', 'anonymousId#kiosk'];

/** Before each login somebody looks around, whom nobody knows. */
const EVENTS: TrackingEvent[] = Array.from({ length: GUESTS }, (_, guest) => {
  const looked = { messageId: `look-${guest}`, time: NOW - 2 * guest - 1, identifiers: KIOSK };
  const login = {
    messageId: `login-${guest}`,
    time: NOW - 2 * guest,
    type: 'identify' as const,
    traits: { firstName: `Guest ${guest}` },
    identifiers: [`userId#${guest}`, ...KIOSK],
  };
  const { name: _name, ...identify } = anEvent({ ...login, receivedAt: NOW });
  return [anEvent({ ...looked, name: 'Product Viewed', receivedAt: NOW }), identify];
}).flat();

async function deliver(tables: InMemoryTables, batches: readonly (readonly TrackingEvent[])[]) {
  const dependencies = resolveDependencies(tables, active);
  await deliverEvents(dependencies, batches, NOW);
  await drainRefolds(tables, dependencies, NOW);
}

function toBatches(events: readonly TrackingEvent[], sizes: readonly number[]): TrackingEvent[][] {
  const batches: TrackingEvent[][] = [];
  for (let at = 0, turn = 0; at < events.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    batches.push(events.slice(at, at + size));
    at += size;
  }
  return batches;
}

const writesOf = (tables: InMemoryTables, identifier: string) =>
  tables.writes.filter(({ identities }) => identities.some(({ record }) => record.identifier === identifier));

describe('one device on which a thousand people log in', () => {
  it('ends as a thousand people, the device and what nobody said being its first’s', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sizes, async (batchSizes) => {
        const tables = new InMemoryTables();
        tables.put(EVENTS);
        await deliver(tables, toBatches(EVENTS, batchSizes));
        const people = tables.living();
        expect(people).toHaveLength(GUESTS);
        const first = tables.holder('userId#0');
        expect(Object.keys(first?.identifiers ?? {}).sort()).toEqual([...KIOSK, 'userId#0'].sort());
        for (const person of people) {
          if (person.profileId === first?.profileId) continue;
          expect(Object.keys(person.identifiers)).toHaveLength(1);
        }
      }),
      { numRuns: 4 },
    );
  });

  it('keeps the first twenty refusals on the device, and on each guest’s own row which device it was', async () => {
    const tables = new InMemoryTables();
    tables.put(EVENTS);
    await deliver(tables, toBatches(EVENTS, [100]));
    for (const identifier of KIOSK) {
      expect(tables.identities.get(identifier)?.refused).toHaveLength(20);
      expect(writesOf(tables, identifier).length).toBeLessThanOrEqual(22);
    }
    for (let guest = 1; guest < GUESTS; guest += 1) {
      const refused = tables.identities.get(`userId#${guest}`)?.refused ?? [];
      expect(refused.map(({ identifier, messageId, rule }) => [identifier, messageId, rule])).toEqual(
        KIOSK.map((identifier) => [identifier, `login-${guest}`, 'unique']),
      );
    }
    expect(findEvidenceFaults(tables, EVENTS)).toEqual([]);
  });

  it('given all of them once more, then no row is written', async () => {
    const tables = new InMemoryTables();
    tables.put(EVENTS);
    await deliver(tables, toBatches(EVENTS, [100]));
    const before = tables.writes.length;
    const again = EVENTS.map((event) => {
      const messageId = `again-${event.messageId}`;
      return { ...event, messageId, key: { ...event.key, sort: `${event.key.sort}-again` } };
    });
    tables.put(again);
    await deliver(tables, toBatches(again, [100]));
    const written = tables.writes.slice(before);
    expect(written.length).toBeGreaterThanOrEqual(GUESTS);
    expect(written.flatMap(({ identities }) => identities)).toEqual([]);
  });
});
