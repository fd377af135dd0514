import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CallDynamoDb, createDynamoDbCaller } from '../local/aws/dynamodb-caller.ts';
import { createTables } from '../local/boot/create-tables.ts';
import { startDynamoDbLocal } from '../local/boot/dynamodb-local.ts';
import { findJava } from '../local/boot/find-java.ts';
import { synthesize } from '../local/boot/synthesize.ts';
import type { LocalModel } from '../local/template/local-model.ts';
import { readModel } from '../local/template/read-model.ts';
import { readTemplates } from '../local/template/read-templates.ts';

/** The template's tables on a DynamoDB Local of their own; no function runs. */
export interface TemplateTables {
  readonly port: number;
  readonly model: LocalModel;
  readonly call: CallDynamoDb;
  /** The table's name by its short one. */
  nameOf(label: string): string;
  stop(): Promise<void>;
}

export async function startTemplateTables(): Promise<TemplateTables> {
  const [database, templates] = await Promise.all([
    findJava(() => {}).then((java) => startDynamoDbLocal(java, undefined)),
    synthesize().then(readTemplates),
  ]);
  const model = readModel(templates, { awsUrl: 'http://127.0.0.1', publicUrl: 'http://localhost' });
  const call = createDynamoDbCaller(database.port);
  await createTables(call, model.tables);
  return {
    port: database.port,
    model,
    call,
    nameOf: (label) => model.tables.find((table) => table.label === label)?.name ?? label,
    stop: database.stop,
  };
}

/** As `createDocumentClient` makes it, but for who calls whom. */
export function documentClient(port: number, accessKeyId: string): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'bench' },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}
