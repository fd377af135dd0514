import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../adapters/dynamodb-client.ts';
import { createKeyStore } from '../../adapters/key-store.ts';
import { createKeyUsageStore, KEY_USAGE_CLIENT, type KeyUsageStore } from '../../adapters/key-usage-store.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import type { KeyChecks } from '../../runtime/key-checks.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';
import { createKeyLimiter, type LimitDependencies } from './limit-keys.ts';

/** What checks keys, from the environment. */
export function wireKeyChecks(client: DynamoDBDocumentClient, writeMetrics: WriteMetrics): KeyChecks {
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  return {
    findKey: createKeyStore({ client, configTable }).find,
    limitKey: createKeyLimiter({ usage: wireUsage(configTable), writeMetrics, clock: () => Date.now() }),
    writeMetrics,
  };
}

/** Most copies of a function never count with others, so their start does not make a client for it. */
function wireUsage(configTable: string): LimitDependencies['usage'] {
  let made: KeyUsageStore | undefined;
  const store = () => {
    made ??= createKeyUsageStore({ client: createDocumentClient(KEY_USAGE_CLIENT), configTable });
    return made;
  };
  return {
    add: (...counted) => store().add(...counted),
    noteLimited: (...noted) => store().noteLimited(...noted),
  };
}
