import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AwsAnswer, AwsCall } from '../../local/aws/aws-call.ts';
import { startAwsEndpoint } from '../../local/aws/aws-endpoint.ts';
import { createDynamoDbService } from '../../local/aws/dynamodb-service.ts';
import { createForwarder } from '../../local/aws/forward.ts';
import { createUnitModel } from '../../local/cost/dynamodb-units.ts';
import type { Item } from '../../local/cost/item-size.ts';
import { createKnownItems } from '../../local/cost/known-items.ts';
import { documentClient, startTemplateTables, type TemplateTables } from '../template-tables.ts';
import { createBill, type Spending } from './spending.ts';

/** The template's tables on DynamoDB Local, with every call on the wire billed to whoever made it. */
export interface MeteredTables extends Pick<TemplateTables, 'model' | 'nameOf' | 'stop'> {
  /** A client whose calls are billed under this name. */
  clientOf(name: string): DynamoDBDocumentClient;
  /** What was billed under a name since it was last asked. */
  take(name: string): Promise<Spending>;
}

/** Starts the tables; nothing of the product runs but what the caller runs. */
export async function startMeteredTables(): Promise<MeteredTables> {
  const tables = await startTemplateTables();
  const { call, model, nameOf, port } = tables;
  const peek = async (TableName: string, Key: Item) =>
    (await call('GetItem', { TableName, Key, ConsistentRead: true })).Item as Item | undefined;
  const unitsOf = createUnitModel(createKnownItems(model.tables), peek);
  const bills = new Map<string, ReturnType<typeof createBill>>();
  const billOf = (name: string) => {
    const bill = bills.get(name) ?? createBill();
    bills.set(name, bill);
    return bill;
  };
  let pending = Promise.resolve();
  const answered = (made: AwsCall, answer: AwsAnswer) => {
    const succeeded = answer.status === 200;
    const parsed = succeeded ? JSON.parse(answer.body.toString()) : {};
    pending = pending.then(async () =>
      billOf(made.functionName).add(made, await unitsOf(made.action, made.parameters, succeeded, parsed)),
    );
  };
  const endpoint = await startAwsEndpoint({
    services: { dynamodb: createDynamoDbService(createForwarder(port), () => {}) },
    invocations: new Map(),
    nameOf: (accessKeyId) => accessKeyId,
    answered,
    onAwsCall: () => 'pass',
    killFunction: async () => {},
    complain: (line) => console.error(line),
  });
  return {
    model,
    nameOf,
    clientOf: (name) => documentClient(Number(new URL(endpoint.url).port), name),
    async take(name) {
      await pending;
      return billOf(name).take();
    },
    async stop() {
      await endpoint.stop();
      await tables.stop();
    },
  };
}
