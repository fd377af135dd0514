import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryTangle } from '../../support/arbitrary-tangle.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
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
