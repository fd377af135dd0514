import { randomBytes } from 'node:crypto';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { ApiKey } from '../contract/api-key.ts';
import { fromAwsError } from './aws-error.ts';
import { createExpiringCache } from './expiring-cache.ts';
import { decodeKey, encodeKey, hashSecret, KEY_KIND } from './key-record.ts';

/** How long a revoked key may go on working. */
const CACHE_MILLISECONDS = 30_000;
/** Unknown keys are remembered too, so that trying one again costs no read; anybody can try, so they are bounded. */
const CACHE_ENTRIES = 1_000;
const LONGEST_SECRET = 200;
const SECRET_BYTES = 24;

/** What is asked for when a key is made. */
export type NewKey = Omit<ApiKey, 'keyId' | 'createdAt' | 'revokedAt' | 'identityProofSecret'> & {
  /** Chosen by the caller, on a developer's machine only; else it is random. */
  readonly secret?: string;
};

export interface KeyStore {
  /** The key that has this secret, also a revoked one, which says so; undefined if there is none. At most 30 seconds old. */
  readonly find: (secret: string) => Promise<ApiKey | undefined>;
  /** Makes a key; its secret is never shown again. */
  readonly create: (key: NewKey) => Promise<{ readonly secret: string; readonly key: ApiKey }>;
  /** Every key, revoked ones too, oldest first. */
  readonly list: () => Promise<readonly ApiKey[]>;
  /** Revokes a key; undefined if there is none of that id. Revoking again changes nothing. */
  readonly revoke: (keyId: string) => Promise<ApiKey | undefined>;
}

export interface KeyStoreDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
  readonly clock?: () => number;
}

/** API keys in the Config table, by the SHA-256 of their secret. Throws UnavailableError where a retry may help. */
export function createKeyStore(dependencies: KeyStoreDependencies): KeyStore {
  const { client, configTable, clock = () => Date.now() } = dependencies;
  const cache = createExpiringCache<ApiKey | undefined>(CACHE_MILLISECONDS, CACHE_ENTRIES, clock);

  const read = async (id: string): Promise<ApiKey | undefined> => {
    const get = new GetCommand({ TableName: configTable, Key: { kind: KEY_KIND, id }, ConsistentRead: true });
    const { Item } = await client.send(get).catch(rethrow);
    return Item === undefined ? undefined : decodeKey(Item);
  };

  const listItems = async (): Promise<Record<string, unknown>[]> => {
    const query = {
      TableName: configTable,
      KeyConditionExpression: '#kind = :kind',
      ExpressionAttributeNames: { '#kind': 'kind' },
      ExpressionAttributeValues: { ':kind': KEY_KIND },
      ConsistentRead: true,
    };
    const items: Record<string, unknown>[] = [];
    try {
      for await (const page of paginateQuery({ client }, query)) items.push(...(page.Items ?? []));
    } catch (error) {
      rethrow(error);
    }
    return items;
  };

  return {
    async find(secret) {
      if (secret.length > LONGEST_SECRET) return undefined;
      const id = hashSecret(secret);
      return cache.get(id, () => read(id));
    },

    async create({ secret = `mk_${randomBytes(SECRET_BYTES).toString('base64url')}`, ...wanted }) {
      const proof =
        wanted.requiresIdentityProof === true ? { identityProofSecret: randomBytes(32).toString('hex') } : {};
      const key: ApiKey = { ...wanted, ...proof, keyId: ulid(clock()), createdAt: clock() };
      const put = new PutCommand({
        TableName: configTable,
        Item: encodeKey(secret, key),
        // A key is never made twice, nor a revoked one anew.
        ConditionExpression: 'attribute_not_exists(#id)',
        ExpressionAttributeNames: { '#id': 'id' },
      });
      await client.send(put).catch(rethrow);
      cache.forget(hashSecret(secret));
      return { secret, key };
    },

    async list() {
      return (await listItems()).map(decodeKey).sort((one, other) => one.createdAt - other.createdAt);
    },

    async revoke(keyId) {
      const item = (await listItems()).find((candidate) => candidate.keyId === keyId);
      if (item === undefined) return undefined;
      const update = new UpdateCommand({
        TableName: configTable,
        Key: { kind: KEY_KIND, id: item.id },
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :now)',
        ExpressionAttributeValues: { ':now': clock() },
        ReturnValues: 'ALL_NEW',
      });
      const { Attributes = item } = await client.send(update).catch(rethrow);
      cache.forget(String(item.id));
      return decodeKey(Attributes);
    },
  };
}

function rethrow(error: unknown): never {
  throw fromAwsError('the key store', error);
}
