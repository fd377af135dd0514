import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import { encodeProfile } from '../../../lambdas/adapters/profile-record.ts';
import { createProfileScan, type ProfileScan } from '../../../lambdas/adapters/profile-scan.ts';
import { aProfile } from '../../support/a-profile.ts';
import { NOW } from '../../support/an-event.ts';
import { type RunningTables, startTables } from '../../support/dynamodb-tables.ts';

const LIVING = 3_000;
const MERGED = 200;
const SEGMENTS = 4;

let tables: RunningTables;
let scan: ProfileScan;
beforeAll(async () => {
  tables = await startTables(['Profiles']);
  scan = createProfileScan({ client: tables.client, profilesTable: 'Profiles' });
  const living = Array.from({ length: LIVING }, (_, index) => aProfile({ profileId: `p${index}` }));
  const merged = Array.from({ length: MERGED }, (_, index) => {
    const profileId = `merged${index}`;
    return { profileId, version: 2, createdAt: NOW, mergedInto: 'p1', mergedAt: NOW };
  });
  const items = [...living, ...merged].map((record) => encodeProfile(record, []));
  for (let from = 0; from < items.length; from += 25) {
    const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
    await tables.client.send(new BatchWriteCommand({ RequestItems: { Profiles: puts } }));
  }
});
afterAll(() => tables?.stop());

async function readSegment(segment: number) {
  const rows = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await scan.readPage({ segment, segments: SEGMENTS, after }, 500);
    rows.push(...page.rows);
    after = page.last;
  }
  return rows;
}

describe('profile scan', () => {
  it('finds everybody once in all segments together, and says who has merged', async () => {
    const parts = await Promise.all([0, 1, 2, 3].map(readSegment));
    expect(parts.every(({ length }) => length > 0)).toBe(true);
    const rows = parts.flat();
    expect(new Set(rows.map(({ profileId }) => profileId)).size).toBe(LIVING + MERGED);
    expect(rows).toHaveLength(LIVING + MERGED);
    expect(rows.filter(({ isLiving }) => isLiving)).toHaveLength(LIVING);
    expect(rows.every(({ profileId, isLiving }) => isLiving === profileId.startsWith('p'))).toBe(true);
  });

  it('reads what each row holds, of tombstones nothing', async () => {
    const { rows, last } = await scan.readProfiles({ segment: 1, segments: SEGMENTS, after: undefined }, 200);
    expect(rows).toHaveLength(200);
    expect(last).toBe(rows.at(-1)?.profileId);
    expect(
      rows.every(({ profileId, profile }) => profile === undefined || profile.profileId === profileId),
    ).toBe(true);
    expect(rows.every(({ isLiving, profile }) => isLiving === (profile !== undefined))).toBe(true);
  });

  it('has about as many in each of many segments: who is in some of them is a fair sample', async () => {
    const segments = 160;
    const sizes = await Promise.all(
      Array.from({ length: segments }, async (_, segment) => {
        const { rows } = await scan.readPage({ segment, segments, after: undefined }, 500);
        return rows.length;
      }),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(LIVING + MERGED);
    expect(Math.max(...sizes)).toBeLessThan((3 * (LIVING + MERGED)) / segments);
  });

  it('goes on after any row, also after one that is gone by now', async () => {
    const first = await scan.readPage({ segment: 0, segments: 1, after: undefined }, 10);
    const after = first.rows[4]?.profileId;
    const next = await scan.readPage({ segment: 0, segments: 1, after }, 5);
    expect(next.rows).toEqual(first.rows.slice(5));
    const gone = await scan.readPage({ segment: 0, segments: 1, after: 'never-there' }, 5);
    expect(gone.rows.length).toBeGreaterThan(0);
  });

  it('refuses a cursor that is none', async () => {
    const page = scan.readPage({ segment: 0, segments: 1, after: '' }, 5);
    await expect(page).rejects.toThrow(InvalidInputError);
  });

  it('knows about how many rows there are', async () => {
    expect(await scan.countRows()).toBe(LIVING + MERGED);
  });
});
