import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery } from '../../support/arbitrary-people.ts';
import { arbitraryWrongLink } from '../../support/arbitrary-wrong-link.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import {
  areOne,
  type Batches,
  findLost,
  split,
  splitDependencies,
  statesOf,
} from '../../support/split-people.ts';

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
  return { tables, dependencies, splitting: splitDependencies(tables, active) };
}

describe('a split, whatever was linked in whatever order', () => {
  it('gives the people that there were without the link, and the ways to them, in one write', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ wrong, batches, truly }) => {
        const { tables, splitting } = await delivered(wrong.events, batches);
        const told = tables.signals.length;
        const written = tables.writes.length;
        await split(splitting, wrong);
        const { tables: truth } = await delivered(wrong.truth, truly);
        expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
        expect(findLost(tables)).toEqual([]);
        expect(tables.writes.length).toBe(written + 1);
        expect(tables.signals.slice(told).map(({ type }) => type)).toEqual(['Profile Split']);
      }),
      { numRuns: 150 },
    );
  });

  it('holds while events are still on their way, which are counted once', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ wrong, batches, truly, earliest }) => {
        const { tables, dependencies, splitting } = await delivered(wrong.events, []);
        let isSplit = false;
        for (const [index, batch] of batches.entries()) {
          await deliverEvents(dependencies, [batch], NOW);
          const isTime = !isSplit && (index >= earliest || index === batches.length - 1);
          if (!isTime || !areOne(tables, wrong.identifier, wrong.from)) continue;
          await split(splitting, wrong);
          isSplit = true;
        }
        const { tables: truth } = await delivered(wrong.truth, truly);
        expect(isSplit).toBe(true);
        expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
        expect(findLost(tables)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('holds while the same people are resolved by others at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.scheduler(), async ({ wrong, batches, again, truly }, scheduler) => {
        const { tables, dependencies, splitting } = await delivered(wrong.events, batches.slice(0, 3));
        await deliverEvents(dependencies, [wrong.events], NOW);
        tables.disturb = scheduler.scheduleFunction(async () => {});
        const splitPatiently = async (): Promise<void> => {
          await split(splitting, wrong).catch(splitPatiently);
        };
        await scheduler.waitFor(Promise.all([splitPatiently(), deliverEvents(dependencies, again, NOW)]));
        tables.disturb = async () => {};
        const { tables: truth } = await delivered(wrong.truth, truly);
        expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
        expect(findLost(tables)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is not undone by the same events in any order, and other links are still made', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ wrong, batches, again, truly }) => {
        const { tables, dependencies, splitting } = await delivered(wrong.events, batches);
        await split(splitting, wrong);
        await deliverEvents(dependencies, again, NOW);
        const { tables: truth } = await delivered(wrong.truth, truly);
        expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
        for (const end of [wrong.identifier, wrong.from]) {
          const rules = tables.identities.get(end)?.refused.map(({ rule }) => rule);
          expect(rules).toContain('split');
        }
        const [one, other] = [wrong.from, wrong.identifier].map((end, index) => {
          const identifiers = [end, `anonymousId#later-${index}`];
          return anEvent({ messageId: `m-later-${index}`, identifiers });
        });
        if (one === undefined || other === undefined) throw new Error('there are two ends');
        tables.put([one, other]);
        await deliverEvents(dependencies, [[one], [other]], NOW);
        expect(areOne(tables, wrong.from, 'anonymousId#later-0')).toBe(true);
        expect(areOne(tables, wrong.identifier, 'anonymousId#later-1')).toBe(true);
        expect(areOne(tables, 'anonymousId#later-0', 'anonymousId#later-1')).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('typed again it writes nothing and answers the same, but that it was before, whoever of the two kept the id', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.boolean(), async ({ wrong, batches }, isFromNamed) => {
        const { tables, splitting } = await delivered(wrong.events, batches);
        const profile = tables.holder(wrong.identifier)?.profileId ?? '';
        const answer = await split(splitting, { ...wrong, profile });
        const written = tables.writes.length;
        const command = isFromNamed ? wrong : { identifier: wrong.identifier };
        const again = await split(splitting, { ...command, profile }, NOW + 60_000);
        expect(again).toEqual({ ...answer, otherLinks: [], isRepeat: true });
        expect(tables.writes.length).toBe(written);
      }),
      { numRuns: 100 },
    );
  });
});
