import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { NOW } from '../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { canonicalStates, observePeople } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { oraclePeople } from '../../support/profile-oracle.ts';

const active = activateProgram(peopleProgram());

async function resolved(
  events: Parameters<InMemoryTables['put']>[0],
  batches: Parameters<typeof deliverEvents>[1],
) {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  tables.put(events);
  await deliverEvents(dependencies, batches, NOW);
  await drainRefolds(tables, dependencies, NOW);
  return tables;
}

describe('law 2, confluence: people, traits and segments depend on the set of events', () => {
  it('whatever the order, the batches and the repeats, people are those that the oracle finds', async () => {
    const cases = arbitraryPeople({ maxLength: 24 }).chain((events) =>
      fc.tuple(fc.constant(events), arbitraryDelivery(events)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([events, batches]) => {
        const tables = await resolved(events, batches);
        expect(observePeople(active, tables.living(), NOW)).toEqual(
          oraclePeople(active.program, events, NOW),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('two deliveries of the same events end in the same bytes', async () => {
    const cases = arbitraryPeople({ maxLength: 20 }).chain((events) =>
      fc.tuple(fc.constant(events), arbitraryDelivery(events), arbitraryDelivery(events)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([events, one, other]) => {
        const [a, b] = await Promise.all([resolved(events, one), resolved(events, other)]);
        expect(canonicalStates(a.living())).toEqual(canonicalStates(b.living()));
      }),
      { numRuns: 100 },
    );
  });

  it('a refold gives the bytes that folding one by one gave, and tells nothing anew', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPeople({ maxLength: 20 }), async (events) => {
        const tables = await resolved(events, [events]);
        const before = canonicalStates(tables.living());
        const told = tables.signals.length;
        for (const { profileId } of tables.living()) tables.refolds.push({ profileId });
        await drainRefolds(tables, resolveDependencies(tables, active), NOW);
        expect(canonicalStates(tables.living())).toEqual(before);
        expect(tables.signals.slice(told)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
