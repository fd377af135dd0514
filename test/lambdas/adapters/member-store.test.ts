import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MemberChange } from '../../../domain/profile/member-change.ts';
import { createMemberList } from '../../../lambdas/adapters/member-list.ts';
import { createMemberStore } from '../../../lambdas/adapters/member-store.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

let tables: RunningTables;
beforeAll(async () => {
  tables = await startTables(['Members']);
});
afterAll(async () => {
  await tables?.stop();
});

const NO_WAIT = async () => {};
const storeOf = (client: DynamoDBDocumentClient) =>
  createMemberStore({ client, membersTable: 'Members', clock: () => NOW, sleep: NO_WAIT });

const aChange = (overrides: Partial<MemberChange> = {}): MemberChange => ({
  segment: 'vip',
  profileId: 'p-1',
  version: 1,
  since: NOW,
  ...overrides,
});

async function countsOf(): Promise<Record<string, number>> {
  return Object.fromEntries(
    await createMemberList({ client: tables.client, membersTable: 'Members' }).counts(),
  );
}

async function membersOf(segment: string): Promise<string[]> {
  const list = createMemberList({ client: tables.client, membersTable: 'Members' });
  return (await list.readPage(segment, undefined, 1_000)).members.map(({ profileId }) => profileId);
}

/** A client of which some calls fail: before they are made, or with their answer lost. */
function failing(fails: (call: number) => 'before' | 'after' | undefined): DynamoDBDocumentClient {
  let calls = 0;
  const send = async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
    const fault = fails(calls++);
    const lost = Object.assign(new Error('lost'), { name: 'TimeoutError' });
    if (fault === 'before') throw lost;
    const answer = await tables.client.send(command);
    if (fault === 'after') throw lost;
    return answer;
  };
  return { send } as unknown as DynamoDBDocumentClient;
}

describe('the members of segments', () => {
  let segment = 0;
  let vip = 'vip-0';
  afterEach(() => {
    segment += 1;
    vip = `vip-${segment}`;
  });
  const entered = (profileId: string, version = 1, since = NOW) =>
    aChange({ segment: vip, profileId, version, since });
  const left = (profileId: string, version: number) =>
    aChange({ segment: vip, profileId, version, since: null });

  it('given somebody who enters and later leaves, then the row and the count follow', async () => {
    const store = storeOf(tables.client);
    expect(await store.apply([entered('p-1'), entered('p-2')])).toEqual({ entered: 2, left: 0 });
    expect([await membersOf(vip), (await countsOf())[vip]]).toEqual([['p-1', 'p-2'], 2]);
    expect(await store.apply([left('p-1', 2)])).toEqual({ entered: 0, left: 1 });
    expect([await membersOf(vip), (await countsOf())[vip]]).toEqual([['p-2'], 1]);
  });

  it('given several changes of one membership at once, then only the newest is written', async () => {
    const store = storeOf(tables.client);
    const written = await store.apply([
      entered('p-1'),
      left('p-1', 2),
      entered('p-1', 3, NOW + 5),
      left('p-2', 4),
    ]);
    expect(written).toEqual({ entered: 1, left: 0 });
    expect([await membersOf(vip), (await countsOf())[vip]]).toEqual([['p-1'], 1]);
  });

  it('given what was told before, or is older, then nothing changes: also after somebody has left', async () => {
    const store = storeOf(tables.client);
    await store.apply([entered('p-1', 3), left('p-2', 4)]);
    for (const change of [entered('p-1', 3), left('p-1', 2), entered('p-2', 2), left('p-2', 4)])
      expect(await store.apply([change])).toEqual({ entered: 0, left: 0 });
    expect([await membersOf(vip), (await countsOf())[vip]]).toEqual([['p-1'], 1]);
  });

  it('given a stay that is dated anew, then the row says so and is counted once', async () => {
    const store = storeOf(tables.client);
    await store.apply([entered('p-1')]);
    expect(await store.apply([entered('p-1', 2, NOW - 1_000)])).toEqual({ entered: 0, left: 0 });
    const list = createMemberList({ client: tables.client, membersTable: 'Members' });
    expect((await list.readPage(vip, undefined, 10)).members).toEqual([
      { profileId: 'p-1', since: NOW - 1_000 },
    ]);
    expect((await countsOf())[vip]).toBe(1);
  });

  it('given more than a transaction takes, then all are written, each segment counted for itself', async () => {
    const many = Array.from({ length: 70 }, (_, index) => [
      entered(`p-${index}`),
      aChange({ segment: `${vip}-of-${index}`, profileId: `p-${index}` }),
    ]).flat();
    expect(await storeOf(tables.client).apply(many)).toEqual({ entered: 140, left: 0 });
    const counts = await countsOf();
    expect([counts[vip], counts[`${vip}-of-0`], counts[`${vip}-of-69`]]).toEqual([70, 1, 1]);
  });

  it.each([0, 1, 2, 3])(
    'given that call %i fails before or after it is made, then telling it again counts once',
    async (at) => {
      const changes = [
        ...Array.from({ length: 60 }, (_, index) => entered(`p-${index}`, 2)),
        left('p-left', 3),
      ];
      for (const fault of ['before', 'after'] as const) {
        const broken = storeOf(failing((call) => (call === at ? fault : undefined)));
        await broken.apply(changes).catch(() => {});
      }
      await storeOf(tables.client).apply(changes);
      expect([(await membersOf(vip)).length, (await countsOf())[vip]]).toEqual([60, 60]);
    },
  );

  it('given many who write at the same time, the same and others, then every membership counts once', async () => {
    const writers = Array.from({ length: 8 }, (_, writer) =>
      Array.from({ length: 10 }, (_, index) => entered(`p-${(writer % 4) * 10 + index}`)),
    );
    await Promise.allSettled(writers.map((changes) => storeOf(tables.client).apply(changes)));
    for (const changes of writers) await storeOf(tables.client).apply(changes);
    expect([(await membersOf(vip)).length, (await countsOf())[vip]]).toEqual([40, 40]);
  });

  it('given who has left, then the row says no moment and when it may be forgotten', async () => {
    await storeOf(tables.client).apply([entered('p-gone'), left('p-gone', 2)]);
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: 'Members' }));
    const day = 24 * 60 * 60;
    expect(Items.find((row) => row.segmentId === vip)).toEqual({
      segmentId: vip,
      profileId: 'p-gone',
      version: 2,
      expiresAt: Math.floor(NOW / 1000) + 7 * day,
    });
  });

  it('given pages, then each begins where the last ended, and who has left takes no place', async () => {
    const store = storeOf(tables.client);
    await store.apply(['a', 'b', 'c', 'd', 'e'].map((id) => entered(id)));
    await store.apply([left('b', 2), left('c', 2)]);
    const list = createMemberList({ client: tables.client, membersTable: 'Members' });
    const first = await list.readPage(vip, undefined, 2);
    expect(first.members.map(({ profileId }) => profileId)).toEqual(['a', 'd']);
    const second = await list.readPage(vip, first.last ?? undefined, 2);
    expect(second.members.map(({ profileId }) => profileId)).toEqual(['e']);
    expect(second.last).toBeNull();
  });

  it('given a table that does not answer, then the error says that a retry may help', async () => {
    const store = storeOf(failing(() => 'before'));
    await expect(store.apply([entered('p-1')])).rejects.toMatchObject({ retryable: true });
  });
});
