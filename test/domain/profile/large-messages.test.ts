import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { MAXIMUM_IDENTIFIERS } from '../../../domain/identity/extract-identifiers.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { ProfileWrite } from '../../../domain/profile/profile-write.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { findEvidenceFaults } from '../../support/find-evidence-faults.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';

const active = activateProgram(peopleProgram());
const said = (messageId: string, identifiers: string[]) => anEvent({ messageId, identifiers });
/** As many as one message may name: of the devices 20 join, the others are refused. */
const named = (message: number) => [
  `userId#${message}`,
  ...Array.from({ length: MAXIMUM_IDENTIFIERS - 1 }, (_, index) => `deviceId#${message}-${index}`),
];
const itemsOf = ({ identities, tombstones }: ProfileWrite) => 1 + tombstones.length + identities.length;

async function deliver(tables: InMemoryTables, batches: TrackingEvent[][]) {
  tables.put(batches.flat());
  await deliverEvents(resolveDependencies(tables, active), batches, NOW);
}

describe('a message with as many identifiers as there may be', () => {
  it('given a stored person behind each, then one transaction joins those that the limits allow, refuses the rest and says both', async () => {
    const tables = new InMemoryTables();
    const alone = named(1).map((identifier, index) => said(`alone-${index}`, [identifier]));
    await deliver(tables, [alone]);
    expect(tables.living()).toHaveLength(MAXIMUM_IDENTIFIERS);
    const before = tables.writes.length;
    const all = said('all', named(1));
    await deliver(tables, [[all]]);
    const written = tables.writes.slice(before);
    expect(written.map(itemsOf)).toEqual([1 + 20 + MAXIMUM_IDENTIFIERS]);
    expect(Object.keys(tables.holder('userId#1')?.identifiers ?? {})).toHaveLength(21);
    expect(tables.identities.get('userId#1')?.refused).toHaveLength(19);
    expect(findEvidenceFaults(tables, [...alone, all])).toEqual([]);
  });

  it('given several in one batch, joined to each other by the last, then no write has more items than a transaction takes', async () => {
    const tables = new InMemoryTables();
    const alone = [1, 2, 3].flatMap((message) =>
      named(message).map((identifier) => said(`alone-${identifier}`, [identifier])),
    );
    await deliver(tables, [alone]);
    const large = [1, 2, 3].map((message) => said(`all-${message}`, named(message)));
    const bridge = said('bridge', ['userId#1', 'deviceId#2-30', 'deviceId#3-39', 'deviceId#3-1']);
    await deliver(tables, [[...large, bridge]]);
    expect(Math.max(...tables.writes.map(itemsOf))).toBeLessThanOrEqual(100);
    expect(findEvidenceFaults(tables, [...alone, ...large, bridge])).toEqual([]);
  });
});
