import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDeliveryStore } from '../../../lambdas/adapters/delivery-store.ts';
import { createJourneyStore } from '../../../lambdas/adapters/journey-store.ts';

type Item = Record<string, unknown>;
interface Query {
  readonly input: {
    readonly ExclusiveStartKey?: { readonly page: number };
    readonly ConsistentRead?: boolean;
  };
}

/** A table that gives a person's rows in these pages, in the order of their keys. */
function tableOf(pages: readonly (readonly Item[])[]) {
  const queries: Query['input'][] = [];
  const send = async ({ input }: Query) => {
    queries.push(input);
    const page = input.ExclusiveStartKey?.page ?? 0;
    const isLast = page + 1 >= pages.length;
    return { Items: pages[page] ?? [], ...(isLast ? {} : { LastEvaluatedKey: { page: page + 1 } }) };
  };
  return { client: { send } as unknown as DynamoDBDocumentClient, queries };
}

const rowsAt = (...times: number[]): Item[] =>
  times.map((at) => ({ deliveryId: `d-${at}`, at, enteredAt: at }));

describe('what is listed under a person’s id', () => {
  it('is read to the last page, empty pages or not, newest first', async () => {
    const { client, queries } = tableOf([rowsAt(3, 9), [], rowsAt(1, 12), rowsAt(5)]);
    const rows = await createDeliveryStore({ client, deliveriesTable: 'Deliveries' }).list('p');
    expect(rows.map(({ at }) => at)).toEqual([12, 9, 5, 3, 1]);
    expect(queries.map(({ ConsistentRead }) => ConsistentRead)).toEqual([true, true, true, true]);
  });

  it('is the newest of all, wherever their keys lie, where there are more than asked for', async () => {
    const { client } = tableOf([rowsAt(8, 1, 7), rowsAt(2, 9, 3), rowsAt(4)]);
    const rows = await createJourneyStore({ client, journeysTable: 'Journeys' }).list('p', 3);
    expect(rows.map(({ enteredAt }) => enteredAt)).toEqual([9, 8, 7]);
  });

  it('is a thousand rows at most, unless said otherwise', async () => {
    const pages = Array.from({ length: 30 }, (_, page) =>
      rowsAt(...Array.from({ length: 100 }, (_, row) => page * 100 + row)),
    );
    const { client } = tableOf(pages);
    const rows = await createDeliveryStore({ client, deliveriesTable: 'Deliveries' }).list('p');
    expect([rows.length, rows[0]?.at, rows.at(-1)?.at]).toEqual([1000, 2999, 2000]);
  });

  it('throws what a retry may help', async () => {
    const throttled = Object.assign(new Error('slower'), { name: 'ThrottlingException' });
    const client = { send: async () => Promise.reject(throttled) } as unknown as DynamoDBDocumentClient;
    const list = createJourneyStore({ client, journeysTable: 'Journeys' }).list('p');
    await expect(list).rejects.toMatchObject({ code: 'unavailable' });
  });
});
