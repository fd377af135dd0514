import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createQuarantineStore } from '../../../lambdas/adapters/quarantine-store.ts';
import { TABLES } from '../../../lambdas/contract/tables.ts';

/** A table that takes whatever is put, and counts what it is asked at once. */
function aTable() {
  const items: Record<string, unknown>[] = [];
  const puts = { now: 0, most: 0 };
  const send = async (command: { readonly input: { readonly Item: Record<string, unknown> } }) => {
    puts.now += 1;
    puts.most = Math.max(puts.most, puts.now);
    await Promise.resolve();
    items.push(command.input.Item);
    puts.now -= 1;
    return {};
  };
  return { items, puts, client: { send } as unknown as DynamoDBDocumentClient };
}

describe('a quarantined record', () => {
  it('given when it came, then it expires 90 days later, in the attribute that the table looks at', async () => {
    const { items, client } = aTable();
    const quarantine = createQuarantineStore({ client, quarantineTable: 'Quarantine' });

    await quarantine.put({
      function: 'resolve',
      at: Date.parse('2026-03-02T10:00:00.900Z'),
      id: 'r-1',
      payload: {},
      reason: 'because',
    });

    const inSeconds = Date.parse('2026-05-31T10:00:00Z') / 1000;
    expect(items[0]).toHaveProperty(TABLES.Quarantine.timeToLive, inSeconds);
  });

  it('given a batch of nothing but bad events, then all are kept, no more at once than there are connections', async () => {
    const { items, puts, client } = aTable();
    const quarantine = createQuarantineStore({ client, quarantineTable: 'Quarantine' });
    const records = Array.from({ length: 2_500 }, (_, index) => ({
      function: 'collect',
      at: 0,
      id: `r-${index}`,
      payload: {},
      reason: 'because',
    }));

    await quarantine.putAll(records);

    expect(new Set(items.map((item) => item.entry)).size).toBe(2_500);
    expect(puts.most).toBe(50);
  });
});
