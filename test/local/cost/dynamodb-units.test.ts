import { describe, expect, it } from 'vitest';
import { createUnitModel } from '../../../local/cost/dynamodb-units.ts';
import { type Item, itemBytes } from '../../../local/cost/item-size.ts';
import { createKnownItems } from '../../../local/cost/known-items.ts';
import type { TableModel } from '../../../local/template/local-model.ts';

const PROFILES = {
  name: 'profiles',
  label: 'Profiles',
  keys: [{ AttributeName: 'profileId', KeyType: 'HASH' }],
  indexes: [
    {
      IndexName: 'wake',
      KeySchema: [
        { AttributeName: 'dueShard', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
} as unknown as TableModel;

const itemOf = (bytes: number, dueAt?: number): Item => ({
  profileId: { S: 'p1' },
  document: { S: 'x'.repeat(bytes) },
  ...(dueAt === undefined ? {} : { dueShard: { N: '7' }, dueAt: { N: String(dueAt) } }),
});
const modelOf = () => createUnitModel(createKnownItems([PROFILES]), async () => undefined);
const put = (Item: Item) => ({ TableName: 'profiles', Item });

describe('the bytes of an item', () => {
  it.each([
    [{ name: { S: 'é' } }, 4 + 2],
    [{ n: { N: '-123.40' } }, 1 + 2 + 1 + 1],
    [{ b: { BOOL: true } }, 1 + 1],
    [{ l: { L: [{ S: 'ab' }] } }, 1 + 3 + 1 + 2],
    [{ m: { M: { a: { S: 'b' } } } }, 1 + 3 + 1 + 1 + 1],
  ])('%j are %i', (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });
});

describe('request units', () => {
  it('a put costs a unit for each KiB begun, of the larger of old and new', async () => {
    const unitsOf = modelOf();
    expect(await unitsOf('PutItem', put(itemOf(2000)), true, {})).toMatchObject([
      { table: 'Profiles', write: 2 },
    ]);
    expect(await unitsOf('PutItem', put(itemOf(10)), true, {})).toMatchObject([{ write: 2 }]);
    expect(await unitsOf('PutItem', put(itemOf(10)), true, {})).toMatchObject([{ write: 1 }]);
  });

  it('an index costs a unit for an entry made or removed, two for one that moves, none for one that stays', async () => {
    const unitsOf = modelOf();
    const costs = [];
    for (const dueAt of [100, 100, 200, undefined]) {
      const [units] = await unitsOf('PutItem', put(itemOf(10, dueAt)), true, {});
      costs.push(units?.indexWrite);
    }
    expect(costs).toEqual([1, 0, 2, 1]);
  });

  it('a table grows by the item, its entries in indexes and 100 bytes for each, and by the difference when written again', async () => {
    const unitsOf = modelOf();
    const own = itemBytes(itemOf(500));
    const growth = [];
    for (const item of [itemOf(500), itemOf(500), itemOf(520), itemOf(520, 100)]) {
      const [units] = await unitsOf('PutItem', put(item), true, {});
      growth.push(units?.stored);
    }
    const dueBytes = itemBytes(itemOf(520, 100)) - itemBytes(itemOf(520));
    const entryBytes = Buffer.byteLength(JSON.stringify([{ N: '7' }, { N: '100' }])) + 100;
    expect(growth).toEqual([own + 100, 0, 20, dueBytes + entryBytes]);
  });

  it('a transaction costs double, and a refused write costs too', async () => {
    const unitsOf = modelOf();
    const parameters = { TransactItems: [{ Put: put(itemOf(1500)) }] };
    expect(await unitsOf('TransactWriteItems', parameters, true, {})).toMatchObject([{ write: 4 }]);
    expect(await unitsOf('PutItem', put(itemOf(10)), false, {})).toMatchObject([{ write: 2 }]);
  });

  it('a read costs a unit for each 4 KiB begun, half when it is eventually consistent', async () => {
    const unitsOf = modelOf();
    const answer = { Item: itemOf(5000) };
    const get = { TableName: 'profiles', Key: {} };
    expect(await unitsOf('GetItem', { ...get, ConsistentRead: true }, true, answer)).toMatchObject([
      { read: 2 },
    ]);
    expect(await unitsOf('GetItem', get, true, answer)).toMatchObject([{ read: 1 }]);
    expect(await unitsOf('GetItem', get, true, {})).toMatchObject([{ read: 0.5 }]);
  });
});
