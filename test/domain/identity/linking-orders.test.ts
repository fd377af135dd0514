import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { NOW } from '../../support/an-event.ts';
import { arbitraryDelivery } from '../../support/arbitrary-people.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { findEvidenceFaults } from '../../support/find-evidence-faults.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { arbitraryFifty, linkingEvent } from '../../support/linking-history.ts';
import { canonicalStates } from '../../support/observe-people.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { permutationsOf } from '../../support/permutations.ts';
import { uniteAll } from '../../support/union-find.ts';

const active = activateProgram(peopleProgram());

/** One guest, of whom nobody knows that it is one until the last of these has come: none of them says what another does. */
const SEVEN = [
  ['deviceId#d1', 'anonymousId#a1'],
  ['userId#u1', 'anonymousId#a1'],
  ['email#e1@example.com', 'anonymousId#a2'],
  ['userId#u1', 'email#e1@example.com'],
  ['phone#+4930123456', 'crmId#c1'],
  ['email#e1@example.com', 'crmId#c1'],
  ['phone#+4930123456', 'loyaltyId#l1', 'deviceId#d2'],
].map((identifiers, index) => linkingEvent(index, identifiers));
const ANOTHER = [
  ['userId#u2', 'deviceId#d9'],
  ['userId#u2', 'email#e2@example.com'],
].map((identifiers, index) => linkingEvent(20 + index, identifiers));

async function deliver(batches: readonly (readonly TrackingEvent[])[]): Promise<InMemoryTables> {
  const tables = new InMemoryTables();
  const dependencies = resolveDependencies(tables, active);
  tables.put(batches.flat());
  await deliverEvents(dependencies, batches, NOW);
  await drainRefolds(tables, dependencies, NOW);
  return tables;
}

/** Cuts a list after every event whose bit is set. */
function cutAt(events: readonly TrackingEvent[], bits: number): TrackingEvent[][] {
  const batches: TrackingEvent[][] = [[]];
  for (const [index, event] of events.entries()) {
    batches.at(-1)?.push(event);
    if ((bits >> index) & 1) batches.push([]);
  }
  return batches;
}

const peopleOf = (tables: InMemoryTables) =>
  tables
    .living()
    .map(({ identifiers }) => Object.keys(identifiers).sort())
    .sort();

const linksOf = (tables: InMemoryTables) =>
  [...tables.identities.values()]
    .flatMap(({ identifier, links }) =>
      links.map(({ to, messageId }) => `${identifier} → ${to} by ${messageId}`),
    )
    .sort();

/** Each of these messages is needed, so each of them is why. */
const everyLinkOf = (events: readonly TrackingEvent[]) =>
  events
    .flatMap(({ messageId, identifiers: [to, ...others] }) =>
      others.map((identifier) => `${identifier} → ${to} by ${messageId}`),
    )
    .sort();

describe('people, links and states depend on the set of linking events alone', () => {
  it('all 5,040 orders of seven linking events, cut into batches in every way', async () => {
    const events = [...SEVEN, ...ANOTHER];
    const people = uniteAll(events.map(({ identifiers }) => identifiers));
    expect(people).toHaveLength(2);
    const states = canonicalStates((await deliver([events])).living());
    let orders = 0;
    for (const order of permutationsOf(SEVEN)) {
      const [first, second] = ANOTHER;
      const all = [first, ...order, second].filter((event) => event !== undefined);
      const tables = await deliver(cutAt(all, orders));
      expect(peopleOf(tables)).toEqual(people);
      expect(canonicalStates(tables.living())).toEqual(states);
      expect(linksOf(tables)).toEqual(everyLinkOf(events));
      orders += 1;
    }
    expect(orders).toBe(5_040);
  });

  it('fifty events about eight guests, in any order, batches and repeats', async () => {
    const cases = arbitraryFifty.chain((events) =>
      fc.tuple(fc.constant(events), arbitraryDelivery(events), arbitraryDelivery(events)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([events, one, other]) => {
        const people = uniteAll(events.map(({ identifiers }) => identifiers));
        const [a, b] = await Promise.all([deliver(one), deliver(other)]);
        expect(peopleOf(a)).toEqual(people);
        expect(peopleOf(b)).toEqual(people);
        expect(canonicalStates(a.living())).toEqual(canonicalStates(b.living()));
        expect(findEvidenceFaults(a, events)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
