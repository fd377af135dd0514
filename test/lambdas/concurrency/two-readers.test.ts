import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { logger } from '../../../lambdas/runtime/logger.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryPeople } from '../../support/arbitrary-people.ts';
import { arbitraryReading, arbitraryTwin } from '../../support/arbitrary-reading.ts';
import { type ConcurrentReaders, createConcurrentReaders } from '../../support/concurrent-readers.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { canonicalStates, observePeople } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { oraclePeople } from '../../support/profile-oracle.ts';

const active = activateProgram(peopleProgram());

let tables: RunningTables;
let readers: ConcurrentReaders;
beforeAll(async () => {
  logger.setLogLevel('SILENT');
  tables = await startTables(['Events', 'Profiles', 'Identities']);
  readers = createConcurrentReaders(tables, active);
});
afterAll(() => tables?.stop());

/** All tests share the tables, so each history is about people of its own. */
let histories = 0;
function ofTheirOwn(events: readonly TrackingEvent[]): TrackingEvent[] {
  histories += 1;
  const own = (identifier: string) => `${identifier}-${histories}`;
  return events.map((event) => ({
    ...event,
    key: { ...event.key, identifier: own(event.key.identifier) },
    identifiers: event.identifiers.map(own),
  }));
}

const identifiersOf = (events: readonly TrackingEvent[]) => [
  ...new Set(events.flatMap(({ identifiers }) => identifiers)),
];

/** What one reader makes of them, one after another, in memory. */
async function readSequentially(events: readonly TrackingEvent[]): Promise<string[]> {
  const inMemory = new InMemoryTables();
  const dependencies = resolveDependencies(inMemory, active);
  inMemory.put(events);
  await deliverEvents(dependencies, [events], NOW);
  await drainRefolds(inMemory, dependencies, NOW);
  return canonicalStates(inMemory.living());
}

async function expectTheSamePeople(
  events: readonly TrackingEvent[],
  reading: readonly TrackingEvent[][][],
): Promise<void> {
  await readers.store(events);
  await readers.read(reading);
  const living = await readers.living(identifiersOf(events));
  expect(observePeople(active, living, NOW)).toEqual(oraclePeople(active.program, events, NOW));
  expect(canonicalStates(living)).toEqual(await readSequentially(events));
}

/** A guest of whom nobody knows that it is one, until all seven have come. */
const LINKS = [
  ['deviceId#d1', 'anonymousId#a1'],
  ['userId#u1', 'anonymousId#a1'],
  ['email#e1@example.com', 'crmId#c1'],
  ['userId#u1', 'email#e1@example.com'],
  ['phone#+4930123456', 'crmId#c1'],
  ['phone#+4930123456', 'loyaltyId#l1'],
  ['deviceId#d1', 'anonymousId#a2'],
];
const SEVEN = LINKS.map((identifiers, index) =>
  anEvent({
    messageId: `link-${index}`,
    time: NOW - (index + 1) * 60_000,
    receivedAt: NOW - 7_000 + index,
    identifiers,
    name: 'Order Completed',
    properties: { revenue: 2 ** index },
    traits: { firstName: `Name ${index}` },
  }),
);

const cases = (
  history: fc.Arbitrary<readonly TrackingEvent[]>,
  reading: (events: readonly TrackingEvent[]) => fc.Arbitrary<TrackingEvent[][][]>,
) =>
  history
    .map((events) => ofTheirOwn(events))
    .chain((events) => reading(events).map((batches) => ({ events, batches })));

/** Who comes first is not repeatable here, so a failure is told as it was found. */
const RUNS = { endOnFailure: true };

describe('two readers at once over the same people, on DynamoDB', () => {
  it.each([
    ['different batches', arbitraryReading, 15],
    ['the same batches', arbitraryTwin, 10],
  ])(
    'given seven linking events in %s, then there is one guest, and each event counts once',
    async (_what, reading, numRuns) => {
      await fc.assert(
        fc.asyncProperty(cases(fc.constant(SEVEN), reading), async ({ events, batches }) => {
          await expectTheSamePeople(events, batches);
          expect(await readers.living(identifiersOf(events))).toHaveLength(1);
        }),
        { ...RUNS, numRuns },
      );
    },
  );

  it.each([
    ['different batches', arbitraryReading, 20],
    ['the same batches', arbitraryTwin, 10],
  ])(
    'given any history in %s, then people are those that the oracle finds, in the bytes that one reader makes',
    async (_what, reading, numRuns) => {
      await fc.assert(
        fc.asyncProperty(cases(arbitraryPeople({ maxLength: 20 }), reading), async ({ events, batches }) =>
          expectTheSamePeople(events, batches),
        ),
        { ...RUNS, numRuns },
      );
    },
  );
});
