import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import { findHolder } from '../../../../domain/profile/workspace.ts';
import { loadWorkspace } from '../../../../lambdas/handlers/flows/load-workspace.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../../support/deliver-events.ts';
import { InMemoryTables } from '../../../support/in-memory-tables.ts';
import { peopleProgram } from '../../../support/people-program.ts';
import { split, splitDependencies } from '../../../support/split-people.ts';

const active = activateProgram(peopleProgram());
const joan = anEvent({ messageId: 'm-1', identifiers: ['email#joan@example.com'] });
const john = anEvent({ messageId: 'm-2', identifiers: ['userId#john'] });
const wrong = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'email#joan@example.com'] });
const command = { identifier: 'userId#john', from: 'email#joan@example.com' };

async function aWrongLink(): Promise<InMemoryTables> {
  const tables = new InMemoryTables();
  tables.put([joan, john, wrong]);
  await deliverEvents(resolveDependencies(tables, active), [[joan], [john], [wrong]], NOW);
  return tables;
}

describe('loadWorkspace', () => {
  it.each([1, 2, 3])(
    'given a split before read %i, then each identifier leads to who holds it',
    async (read) => {
      const tables = await aWrongLink();
      let reads = 0;
      tables.disturb = async (moment) => {
        if (moment !== 'before read') return;
        reads += 1;
        if (reads !== read) return;
        tables.disturb = async () => {};
        await split(splitDependencies(tables, active), command);
      };
      const workspace = await loadWorkspace(tables, [john]);
      expect(findHolder(workspace, 'userId#john')?.identifiers).toHaveProperty(['userId#john']);
    },
  );

  it('given a row that leads wrong for good, then it is read a few times and not waited for', async () => {
    const tables = await aWrongLink();
    const row = tables.identities.get('userId#john');
    if (row === undefined) throw new Error('John has a row');
    tables.identities.set('deviceId#lost', { ...row, identifier: 'deviceId#lost' });
    let reads = 0;
    tables.disturb = async () => {
      reads += 1;
    };
    await loadWorkspace(tables, [anEvent({ identifiers: ['deviceId#lost'] })]);
    expect(reads).toBeLessThanOrEqual(9);
  });
});
