import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';

/** What was last counted of a key that went over its limit. */
export interface LimitedUse {
  /** When the window began, in milliseconds since the epoch. */
  readonly at: number;
  /** Requests of that window, as far as they were counted before the key was refused. */
  readonly requests: number;
}

export interface KeyUsageStore {
  /**
   * Adds requests to a key's count of the window that began then.
   * @returns the count of all that told of theirs
   */
  readonly add: (keyId: string, startsAt: number, requests: number) => Promise<number>;
  /** Notes that a key was over its limit. */
  readonly noteLimited: (keyId: string, use: LimitedUse) => Promise<void>;
  /** The last time of each key that ever was over its limit, by keyId. */
  readonly listLimited: () => Promise<ReadonlyMap<string, LimitedUse>>;
}

/**
 * How the client of the counts is set: a request waits for them, and they are not worth waiting for. Nothing is tried again,
 * since what was added and not answered would be added twice.
 */
export const KEY_USAGE_CLIENT = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
} as const;

interface Change {
  readonly update: string;
  readonly condition: string;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * One row a key in the Config table, which counts the present window: whoever comes first in a new one begins it anew, and
 * what comes late for an earlier one is dropped. Throws UnavailableError where the table does not answer.
 */
export function createKeyUsageStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}): KeyUsageStore {
  const { client, configTable: TableName } = options;

  /** Undefined: the condition does not hold. */
  const change = async (keyId: string, { update, condition, values }: Change) => {
    const command = new UpdateCommand({
      TableName,
      Key: { kind: CONFIG_KINDS.keyUsage, id: keyId },
      UpdateExpression: update,
      ConditionExpression: condition,
      ExpressionAttributeValues: values,
      ReturnValues: 'UPDATED_NEW',
    });
    try {
      return (await client.send(command)).Attributes ?? {};
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return undefined;
      throw fromAwsError('count the requests of a key', error);
    }
  };

  return {
    async add(keyId, startsAt, requests) {
      const values = { ':startsAt': startsAt, ':requests': requests };
      const count = { update: 'ADD requests :requests', condition: 'startsAt = :startsAt', values };
      const begin = {
        update: 'SET startsAt = :startsAt, requests = :requests',
        condition: 'attribute_not_exists(startsAt) OR startsAt < :startsAt',
        values,
      };
      // Who loses the race to begin a window counts in it then; who still cannot is late, and alone with its count.
      for (const attempt of [count, begin, count]) {
        const counted = await change(keyId, attempt);
        if (counted !== undefined) return Number(counted.requests);
      }
      return requests;
    },

    async noteLimited(keyId, { at, requests }) {
      await change(keyId, {
        update: 'SET limitedAt = :at, limitedRequests = :requests',
        condition:
          'attribute_not_exists(limitedAt) OR limitedAt < :at OR (limitedAt = :at AND limitedRequests < :requests)',
        values: { ':at': at, ':requests': requests },
      });
    },

    async listLimited() {
      const query = {
        TableName,
        KeyConditionExpression: '#kind = :kind',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': CONFIG_KINDS.keyUsage },
      };
      const uses = new Map<string, LimitedUse>();
      try {
        for await (const { Items = [] } of paginateQuery({ client }, query)) {
          for (const { id, limitedAt, limitedRequests } of Items) {
            if (typeof limitedAt === 'number')
              uses.set(String(id), { at: limitedAt, requests: Number(limitedRequests) });
          }
        }
      } catch (error) {
        throw fromAwsError('list the counts of keys', error);
      }
      return uses;
    },
  };
}
