import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UnavailableError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';
import { type Sleep, sleepByClock } from './sleep.ts';

/** What one BatchGetItem takes. */
const KEYS_A_CALL = 100;
const ATTEMPTS = 6;
const FIRST_PAUSE_MILLISECONDS = 20;

type Key = Record<string, string>;
type Item = Record<string, unknown>;

/**
 * Reads the items of any number of keys, consistently; keys that DynamoDB left unprocessed are asked for again.
 * @returns the items that exist, in no order
 * @throws {UnavailableError} where keys stay unprocessed
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  sleep: Sleep = sleepByClock,
): Promise<Item[]> {
  const unique = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const chunks: Key[][] = [];
  for (let at = 0; at < unique.length; at += KEYS_A_CALL) chunks.push(unique.slice(at, at + KEYS_A_CALL));
  return (await Promise.all(chunks.map((chunk) => getChunk({ client, sleep }, table, chunk)))).flat();
}

async function getChunk(
  { client, sleep }: { readonly client: DynamoDBDocumentClient; readonly sleep: Sleep },
  table: string,
  keys: Key[],
): Promise<Item[]> {
  const items: Item[] = [];
  let left: Key[] = keys;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const RequestItems = { [table]: { Keys: left, ConsistentRead: true } };
    const answer = await client.send(new BatchGetCommand({ RequestItems })).catch((error: unknown) => {
      throw fromAwsError(`read ${table}`, error);
    });
    items.push(...(answer.Responses?.[table] ?? []));
    left = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Key[];
    if (left.length === 0) return items;
    await sleep(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** attempt);
  }
  throw new UnavailableError(`table ${table}`);
}
