import type { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createDueIndex } from '../../../lambdas/adapters/due-index.ts';

const KEYS = ['profileId', 'journeyId'];

/** The index of rows that are due at these moments, a hundred a query. */
function anIndexOf(moments: readonly number[]) {
  let queries = 0;
  const rows = moments.map((dueAt, place) => ({ profileId: `p-${place}`, journeyId: 'x#1', dueAt }));
  const send = async ({ input }: QueryCommand) => {
    queries += 1;
    const from = Number(input.ExclusiveStartKey?.from ?? 0);
    const to = from + Number(input.Limit);
    return { Items: rows.slice(from, to), ...(to < rows.length && { LastEvaluatedKey: { from: to } }) };
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  const index = createDueIndex({ client, table: 'Journeys', index: 'due', keys: KEYS });
  return { index, queries: () => queries };
}

async function pagesOf(moments: readonly number[]): Promise<readonly (readonly number[])[]> {
  const pages: number[][] = [];
  for await (const page of anIndexOf(moments).index.pages(0, 10_000))
    pages.push(page.map(({ dueAt }) => dueAt));
  return pages;
}

const times = (count: number, moment: number) => Array.from({ length: count }, () => moment);

describe('the pages of what is due', () => {
  it('given rows, then each with its key and its moment', async () => {
    for await (const page of anIndexOf([5]).index.pages(0, 10))
      expect(page).toEqual([{ key: { profileId: 'p-0', journeyId: 'x#1' }, dueAt: 5 }]);
  });

  it('given more than a query reads, then what is due at one moment comes together', async () => {
    const moments = [...times(90, 1), ...times(120, 2), ...times(40, 3)];
    expect(await pagesOf(moments)).toEqual([times(90, 1), [...times(120, 2), ...times(40, 3)]]);
    const exactly = [...times(100, 1), ...times(100, 2)];
    expect((await pagesOf(exactly)).flat()).toEqual(exactly);
  });

  it('given many moments, then nothing waits for the last', async () => {
    const { index, queries } = anIndexOf([...times(99, 1), ...times(300, 2)]);
    const first = await index.pages(0, 10_000).next();
    expect(first.value).toHaveLength(99);
    expect(queries()).toBe(1);
  });

  it('given thousands of one moment, then they come as they are read, and none is lost', async () => {
    const pages = await pagesOf(times(5_150, 1));
    expect(pages.map(({ length }) => length)).toEqual([5_000, 150]);
  });

  it('given nothing, then there is no page', async () => {
    expect(await pagesOf([])).toEqual([]);
  });
});
