import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/active-program.ts';
import { NOW } from '../../support/an-event.ts';
import { arbitraryDelivery } from '../../support/arbitrary-people.ts';
import { arbitraryWrongLink } from '../../support/arbitrary-wrong-link.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { type Batches, findLost, split, splitDependencies, statesOf } from '../../support/split-people.ts';

const active = activateProgram(peopleProgram());

const cases = arbitraryWrongLink({ maxLength: 20 }).chain((wrong) =>
  fc.record({
    wrong: fc.constant(wrong),
    batches: arbitraryDelivery(wrong.events),
    again: arbitraryDelivery(wrong.events),
    truly: arbitraryDelivery(wrong.truth),
    earliest: fc.nat({ max: 12 }),
  }),
);

async function delivered(events: Parameters<InMemoryTables['put']>[0], batches: Batches) {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  tables.put(events);
  await deliverEvents(dependencies, batches, NOW);
  await drainRefolds(tables, dependencies, NOW);
  return { tables, dependencies };
}

describe('a split, whatever was linked in whatever order', () => {
  it('gives the people, states, marks and ways to them that there were without the link', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ wrong, batches, truly }) => {
        const { tables } = await delivered(wrong.events, batches);
        const told = tables.signals.length;
        const written = tables.writes.length;
        await split(splitDependencies(tables, active), wrong);
        const { tables: truth } = await delivered(wrong.truth, truly);
        expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
        expect(findLost(tables)).toEqual([]);
        expect(tables.writes.length).toBe(written + 1);
        expect(tables.signals.slice(told).map(({ type }) => type)).toEqual(['Profile Split']);
      }),
      { numRuns: 300 },
    );
  });
});
