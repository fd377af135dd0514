import { beforeEach, describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { deliverEvents, resolveDependencies } from '../../support/deliver-events.ts';
import { InMemoryTables } from '../../support/in-memory-tables.ts';
import { peopleProgram } from '../../support/people-program.ts';
import { findLost, split, splitDependencies, statesOf } from '../../support/split-people.ts';

const namespaces = [
  { name: 'userId', unique: true, limit: 1 },
  { name: 'crm', unique: true, limit: 1 },
  { name: 'deviceId', unique: false, limit: 200 },
  { name: 'anonymousId', unique: false, limit: 200 },
];
const { identity, ...rest }: Program = peopleProgram();
const active = activateProgram({ ...rest, identity: { ...identity, namespaces } });

const userOnly = anEvent({ messageId: 'm-1', identifiers: ['userId#john'], name: 'Signed Up' });
const record = anEvent({ messageId: 'm-2', identifiers: ['crm#7'], traits: { lastName: 'Doe' } });
const wrong = anEvent({ messageId: 'm-3', identifiers: ['userId#john', 'crm#7'] });

/** Somebody of their own first, then known to be another's. */
function gains(holder: string, namespace: string, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const own = `${namespace}#${holder}-${index}`;
    const messageId = `m-${own}`;
    return [
      anEvent({ messageId, identifiers: [own], name: 'Product Viewed' }),
      anEvent({ messageId: `${messageId}-joined`, identifiers: [holder, own] }),
    ];
  }).flat();
}

let tables: InMemoryTables;
beforeEach(() => {
  tables = new InMemoryTables();
});

async function take(events: ReturnType<typeof gains>, into = tables): Promise<void> {
  into.put(events);
  let now = NOW;
  for (const event of events) {
    await deliverEvents(resolveDependencies(into, active), [[event]], now);
    now += 1;
  }
}

describe('a split of somebody with more rows than can be written at once', () => {
  const later = [...gains('crm#7', 'anonymousId', 50), ...gains('crm#7', 'deviceId', 20)];

  it('leaves the living id where most leads to it, and both people and all that leads to them are right', async () => {
    await take([userOnly, record, wrong, ...later]);
    const living = tables.holder('userId#john')?.profileId;
    const answer = await split(splitDependencies(tables, active), {
      identifier: 'crm#7',
      from: 'userId#john',
    });
    expect(tables.holder('crm#7')?.profileId).toBe(living);
    expect(answer.separated.profileId).toBe(living);
    expect(answer.separated.identifiers).toHaveLength(71);
    expect(findLost(tables)).toEqual([]);

    const truth = new InMemoryTables();
    await take([userOnly, record, { ...wrong, identifiers: ['userId#john'] }, ...later], truth);
    expect(statesOf(tables.living())).toEqual(statesOf(truth.living()));
  });

  it('given as much on both sides, then nothing is changed, and it says so', async () => {
    await take([
      userOnly,
      record,
      wrong,
      ...gains('crm#7', 'anonymousId', 60),
      ...gains('userId#john', 'deviceId', 60),
    ]);
    const written = tables.writes.length;
    const refused = split(splitDependencies(tables, active), { identifier: 'crm#7', from: 'userId#john' });
    await expect(refused).rejects.toMatchObject({
      code: 'cannot-split',
      hint: expect.stringMatching(/^Nothing was changed/u),
    });
    expect(tables.writes.length).toBe(written);
  });
});
