import { createHash } from 'node:crypto';
import type { ApiKey, Scope } from '../../lambdas/contract/api-key.ts';
import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';

/** The keys of this machine (api.md, `/_local/`). `local-staff` sees every venue, here only. */
const LOCAL_KEYS: Readonly<Record<string, readonly Scope[]>> = {
  'local-write': ['collect'],
  'local-browser': ['collect'],
  'local-read': ['profiles'],
  'local-staff': ['staff'],
  'local-till': ['till'],
  'local-privacy': ['privacy'],
  'local-admin': ['admin'],
};

/** Puts this machine's keys into Config, as `maitred keys create` would have. */
export async function seedKeys(call: CallDynamoDb, configTable: string, now: number): Promise<void> {
  for (const [secret, scopes] of Object.entries(LOCAL_KEYS)) {
    const key: ApiKey = {
      keyId: secret,
      source: secret,
      scopes,
      type: secret === 'local-browser' ? 'browser' : 'server',
      createdAt: now,
    };
    const id = createHash('sha256').update(secret).digest('hex');
    await call('PutItem', {
      TableName: configTable,
      Item: {
        kind: { S: 'key' },
        id: { S: id },
        keyId: { S: key.keyId },
        source: { S: key.source },
        scopes: { L: scopes.map((scope) => ({ S: scope })) },
        type: { S: key.type },
        createdAt: { N: String(now) },
      },
    });
  }
}
