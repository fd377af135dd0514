import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createQuarantineStore } from '../../../lambdas/adapters/quarantine-store.ts';
import { TABLES } from '../../../lambdas/contract/tables.ts';

/** A table that takes whatever is put. */
function aTable() {
  const items: Record<string, unknown>[] = [];
  const send = async (command: { readonly input: { readonly Item: Record<string, unknown> } }) => {
    items.push(command.input.Item);
    return {};
  };
  return { items, client: { send } as unknown as DynamoDBDocumentClient };
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
});
