import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { arbitraryDelivery, arbitraryPeople } from '../../support/arbitrary-people.ts';
import { arbitraryTangle } from '../../support/arbitrary-tangle.ts';
import { deliverEvents, drainRefolds, resolveDependencies } from '../../support/deliver-events.ts';
import { findEvidenceFaults } from '../../support/find-evidence-faults.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());

async function deliver(batches: readonly (readonly TrackingEvent[])[], tables = new InMemoryTables()) {
  const dependencies = resolveDependencies(tables, active);
  tables.put(batches.flat());
  await deliverEvents(dependencies, batches, NOW);
  await drainRefolds(tables, dependencies, NOW);
  return tables;
}

const said = (messageId: string, ...identifiers: string[]) =>
  anEvent({ messageId, identifiers, name: 'Looked Around' });
const link = (to: string, messageId: string, ids: { from?: string; into?: string } = {}) => ({
  to,
  messageId,
  at: NOW,
  rule: 'same message',
  ...ids,
});

describe('the evidence of who is one', () => {
  it('whatever is shared, repeated and refused: links are trees, named by messages that named both ends', async () => {
    const cases = arbitraryPeople({ maxLength: 24, share: true }).chain((events) =>
      fc.tuple(fc.constant(events), arbitraryDelivery(events)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([events, batches]) => {
        expect(findEvidenceFaults(await deliver(batches), events)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('the same where anybody is named with anybody', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryTangle, async (batches) => {
        expect(findEvidenceFaults(await deliver(batches), batches.flat())).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('the same where two read and write the same rows at once', async () => {
    const cases = fc.tuple(arbitraryTangle, arbitraryTangle, fc.scheduler());
    await fc.assert(
      fc.asyncProperty(cases, async ([one, other, scheduler]) => {
        const tables = new InMemoryTables();
        const second = other.map((batch) =>
          batch.map((event) => anEvent({ ...event, messageId: `other-${event.messageId}` })),
        );
        const events = [...one, ...second].flat();
        tables.put(events);
        tables.disturb = (moment) => scheduler.schedule(Promise.resolve(), moment);
        const dependencies = resolveDependencies(tables, active);
        const both = [one, second].map((batches) => deliverEvents(dependencies, batches, NOW));
        await scheduler.waitFor(Promise.all(both));
        expect(findEvidenceFaults(tables, events)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('given an identifier that nobody held, then its link names the message and the profile it came into', async () => {
    const tables = await deliver([
      [said('m-1', 'userId#1')],
      [said('m-2', 'userId#1', 'email#a')],
      [said('m-3', 'userId#1', 'email#a')],
    ]);
    expect(tables.identities.get('email#a')?.links).toEqual([
      link('userId#1', 'm-2', { into: 'profile-0001' }),
    ]);
    expect(tables.identities.get('userId#1')).toMatchObject({
      links: [],
      by: { messageId: 'm-1', rule: 'first seen' },
    });
  });

  it('given two stored people who become one, then the link names both, on the row that was joined', async () => {
    const tables = await deliver([
      [said('m-1', 'anonymousId#p')],
      [said('m-2', 'userId#1')],
      [said('m-3', 'userId#1', 'anonymousId#p')],
    ]);
    const [john] = tables.living();
    expect(john?.profileId).toBe('profile-0001');
    expect(tables.identities.get('anonymousId#p')).toMatchObject({
      profileId: 'profile-0001',
      by: { messageId: 'm-1', rule: 'first seen' },
      links: [link('userId#1', 'm-3', { from: 'profile-0001', into: 'profile-0002' })],
    });
  });

  it('given two new people who become one in the same batch, then the link names no id that was never stored', async () => {
    const tables = await deliver([
      [said('m-1', 'anonymousId#p'), said('m-2', 'userId#1'), said('m-3', 'userId#1', 'anonymousId#p')],
    ]);
    expect(tables.identities.get('anonymousId#p')?.links).toEqual([link('userId#1', 'm-3')]);
    expect(tables.profiles.size).toBe(1);
  });

  it('given a tombstone, then it says when its profile was created', async () => {
    const tables = await deliver([[said('m-1', 'anonymousId#p')], [said('m-2', 'userId#1')]]);
    const dependencies = resolveDependencies(tables, active);
    await deliverEvents(dependencies, [[said('m-3', 'userId#1', 'anonymousId#p')]], NOW + 5);
    expect(tables.profiles.get('profile-0002')).toMatchObject({
      mergedInto: 'profile-0001',
      createdAt: NOW,
      mergedAt: NOW + 5,
    });
  });

  it('given a refusal, then it is on both rows, once, and said again it writes no row', async () => {
    const tables = await deliver([
      [said('m-1', 'userId#1', 'deviceId#d')],
      [said('m-2', 'userId#2', 'deviceId#d')],
    ]);
    const refusal = { identifier: 'deviceId#d', to: 'userId#2', messageId: 'm-2', at: NOW, rule: 'unique' };
    expect(tables.identities.get('deviceId#d')?.refused).toEqual([refusal]);
    expect(tables.identities.get('userId#2')?.refused).toEqual([refusal]);
    expect(tables.identities.get('userId#1')?.refused).toEqual([]);
    const before = tables.writes.length;
    await deliver([[said('m-3', 'userId#2', 'deviceId#d')]], tables);
    expect(tables.writes.slice(before).map(({ identities }) => identities)).toEqual([[]]);
  });

  it('given an event that links nothing, then no row is written', async () => {
    const tables = await deliver([[said('m-1', 'userId#1', 'email#a', 'anonymousId#p')]]);
    const before = tables.writes.length;
    await deliver([[said('m-2', 'userId#1', 'anonymousId#p')], [said('m-3', 'email#a')]], tables);
    expect(tables.writes.slice(before).map(({ identities }) => identities)).toEqual([[], []]);
  });
});
