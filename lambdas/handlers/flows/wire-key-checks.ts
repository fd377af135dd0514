import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../adapters/dynamodb-client.ts';
import { createKeyStore } from '../../adapters/key-store.ts';
import { createKeyUsageStore, KEY_USAGE_CLIENT } from '../../adapters/key-usage-store.ts';
import { ENVIRONMENT } from '../../contract/environment-variables.ts';
import type { KeyChecks } from '../../runtime/key-checks.ts';
import type { WriteMetrics } from '../../runtime/metrics-writer.ts';
import { requireEnvironment } from '../../runtime/require-environment.ts';
import { createKeyLimiter } from './limit-keys.ts';

/** What checks keys, from the environment. */
export function wireKeyChecks(client: DynamoDBDocumentClient, writeMetrics: WriteMetrics): KeyChecks {
  const configTable = requireEnvironment(ENVIRONMENT.configTable);
  const usage = createKeyUsageStore({ client: createDocumentClient(KEY_USAGE_CLIENT), configTable });
  return {
    findKey: createKeyStore({ client, configTable }).find,
    limitKey: createKeyLimiter({ usage, writeMetrics, clock: () => Date.now() }),
    writeMetrics,
  };
}
