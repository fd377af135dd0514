import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createUnitModel } from '../../local/cost/dynamodb-units.ts';
import type { Item } from '../../local/cost/item-size.ts';
import { createKnownItems } from '../../local/cost/known-items.ts';
import { documentClient, startTemplateTables, type TemplateTables } from '../template-tables.ts';
import { createBill, type MadeCall, type Spending } from './spending.ts';

/** The template's tables on DynamoDB Local, with every request on the wire billed to whoever made it. */
export interface MeteredTables extends Pick<TemplateTables, 'model' | 'nameOf' | 'port' | 'stop'> {
  /** A client whose requests are billed under this name. */
  clientOf(name: string): DynamoDBDocumentClient;
  /** What was billed under a name since it was last asked. */
  take(name: string): Promise<Spending>;
}

type Answer = Readonly<Record<string, unknown>>;

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
  const answered = (name: string, made: MadeCall, answer: Answer | undefined) => {
    pending = pending.then(async () => {
      const units = await unitsOf(made.action, made.parameters, answer !== undefined, answer ?? {});
      billOf(name).add(made, units);
    });
  };
  return {
    model,
    nameOf,
    port,
    clientOf(name) {
      const client = documentClient(port, name);
      watchRequests(client, (made, answer) => answered(name, made, answer));
      return client;
    },
    async take(name) {
      await pending;
      return billOf(name).take();
    },
    stop: tables.stop,
  };
}

/** Tells of each request, retries among them, as it is on the wire, and of its answer; undefined where it was refused. */
function watchRequests(
  client: DynamoDBDocumentClient,
  answered: (made: MadeCall, answer: Answer | undefined) => void,
): void {
  client.middlewareStack.addRelativeTo(
    <Sent, Result>(next: (parameters: Sent) => Promise<Result>) =>
      async (parameters: Sent) => {
        const made = readRequest((parameters as { readonly request: WireRequest }).request);
        try {
          const result = await next(parameters);
          answered(made, (result as { readonly output: Answer }).output);
          return result;
        } catch (error) {
          answered(made, undefined);
          throw error;
        }
      },
    // Beneath what turns an answer's items into plain values.
    { relation: 'after', toMiddleware: 'DocumentUnmarshall', name: 'watchRequests' },
  );
}

interface WireRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

function readRequest({ headers, body }: WireRequest): MadeCall {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return { action: headers['x-amz-target']?.split('.')[1] ?? '', parameters: JSON.parse(text) };
}
