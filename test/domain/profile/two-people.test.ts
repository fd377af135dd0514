import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const TRUST = [
  'userId#1',
  'userId#2',
  'userId#3',
  'email#a',
  'email#b',
  'crmId#x',
  'crmId#y',
  'anonymousId#p',
];

/** Messages that name anybody with anybody. */
const arbitraryTangle: fc.Arbitrary<TrackingEvent[][]> = fc
  .array(fc.tuple(fc.subarray(TRUST, { minLength: 1, maxLength: 4 }), fc.boolean()), {
    minLength: 1,
    maxLength: 25,
  })
  .map((drafts) => {
    const batches: TrackingEvent[][] = [[]];
    for (const [index, [identifiers, isLast]] of drafts.entries()) {
      batches.at(-1)?.push(anEvent({ messageId: `m-${index}`, identifiers }));
      if (isLast) batches.push([]);
    }
    return batches;
  });

describe('law 3, two people stay two', () => {
  it('nobody ever holds two values of a unique namespace, whatever links them', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTangle, async (batches) => {
        const tables = new InMemoryTables();
        tables.put(batches.flat());
        await deliverEvents(resolveDependencies(tables, active), batches, NOW);
        for (const { identifiers } of tables.living()) {
          const held = Object.keys(identifiers);
          expect(held.filter((identifier) => identifier.startsWith('userId#')).length).toBeLessThanOrEqual(1);
          expect(held.filter((identifier) => identifier.startsWith('crmId#')).length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('every identifier leads to exactly the one living profile that holds it', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTangle, async (batches) => {
        const tables = new InMemoryTables();
        tables.put(batches.flat());
        await deliverEvents(resolveDependencies(tables, active), batches, NOW);
        const held = tables.living().flatMap(({ identifiers }) => Object.keys(identifiers));
        expect(new Set(held).size).toBe(held.length);
        for (const identifier of held)
          expect(tables.holder(identifier)?.identifiers).toHaveProperty([identifier]);
      }),
      { numRuns: 200 },
    );
  });

  it('a refused link is kept as evidence once, and the event goes to the most trusted one', async () => {
    const tables = new InMemoryTables();
    const first = anEvent({ messageId: 'm-1', identifiers: ['userId#1', 'anonymousId#shared'] });
    const second = anEvent({ messageId: 'm-2', identifiers: ['userId#2', 'anonymousId#shared'] });
    const third = anEvent({ messageId: 'm-3', identifiers: ['userId#2', 'anonymousId#shared'] });
    tables.put([first, second, third]);
    await deliverEvents(resolveDependencies(tables, active), [[first, second], [third]], NOW);
    expect(tables.identities.get('anonymousId#shared')?.refused).toEqual([
      { identifier: 'anonymousId#shared', to: 'userId#2', messageId: 'm-2', at: NOW, rule: 'unique' },
    ]);
    expect(tables.holder('anonymousId#shared')?.identifiers).toHaveProperty(['userId#1']);
    expect(tables.holder('userId#2')?.segments.booker?.since).toBe(NOW);
  });

  it('an identifier that nobody held is refused as evidence only, and may be somebody later', async () => {
    const tables = new InMemoryTables();
    const emails = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `email#${name}@example.com`);
    const linking = anEvent({ messageId: 'm-1', identifiers: ['userId#1', ...emails] });
    const alone = anEvent({ messageId: 'm-2', identifiers: ['email#f@example.com'] });
    tables.put([linking, alone]);
    const dependencies = resolveDependencies(tables, active);
    await deliverEvents(dependencies, [[linking]], NOW);
    expect(tables.holder('email#f@example.com')).toBeUndefined();
    expect(tables.identities.get('email#f@example.com')?.refused[0]?.rule).toBe('limit');
    await deliverEvents(dependencies, [[alone]], NOW);
    expect(Object.keys(tables.holder('email#f@example.com')?.identifiers ?? {})).toEqual([
      'email#f@example.com',
    ]);
    expect(tables.identities.get('email#f@example.com')?.refused).toHaveLength(1);
  });
});
