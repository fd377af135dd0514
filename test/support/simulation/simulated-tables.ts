import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  DeleteCommand,
  type DeleteCommandInput,
  GetCommand,
  type GetCommandInput,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { TABLES, type TableName } from '../../../lambdas/contract/tables.ts';
import { applyUpdate } from './apply-update.ts';
import { validationError } from './aws-failures.ts';
import { copyValue, type Item } from './item-values.ts';
import { queryTable, scanTable } from './read-pages.ts';
import { requireCondition } from './require-condition.ts';
import { requireNothingIdle } from './require-nothing-idle.ts';
import { SimulatedTable } from './simulated-table.ts';
import { transact } from './simulated-transaction.ts';

/** What one BatchGetItem takes. */
const KEYS_A_CALL = 100;

/**
 * DynamoDB at the level of the document client: every call happens as a whole, at once, with the conditions that the real
 * one keeps. What it does not know it throws at, so nothing is ever silently true (simulated-tables.test.ts compares it
 * with DynamoDB Local).
 */
export class SimulatedTables {
  readonly #tables = new Map<string, SimulatedTable>();

  /** Whether a read that does not ask for consistency is answered by a replica that lags. */
  isLagging: () => boolean = () => false;

  constructor() {
    for (const name of Object.keys(TABLES) as TableName[]) this.#tables.set(name, new SimulatedTable(name));
  }

  table(name: string): SimulatedTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw validationError(`there is no table ${name}`);
    return table;
  }

  /** Does what a command of the document client asks for. @throws errors as the SDK does */
  execute(command: object): Record<string, unknown> {
    if (command instanceof PutCommand) return this.#put(command.input);
    if (command instanceof GetCommand) return this.#get(command.input);
    if (command instanceof BatchGetCommand) return this.#batchGet(command.input);
    if (command instanceof QueryCommand) return this.#query(command.input);
    if (command instanceof TransactWriteCommand) return this.#transact(command.input);
    if (command instanceof UpdateCommand) return this.#update(command.input);
    if (command instanceof DeleteCommand) return this.#delete(command.input);
    if (command instanceof ScanCommand) return this.#scan(command.input);
    if (command instanceof DescribeTableCommand)
      return { Table: { ItemCount: this.table(command.input.TableName ?? '').all().length } };
    throw new Error(`the simulated tables do not know ${command.constructor.name}`);
  }

  #put(input: PutCommandInput): Record<string, unknown> {
    requireNothingIdle(input, [input.ConditionExpression]);
    const table = this.table(input.TableName ?? '');
    const item = input.Item as Item;
    requireCondition(table, item, input);
    table.put(item);
    return {};
  }

  #get({ TableName = '', Key, ConsistentRead }: GetCommandInput): Record<string, unknown> {
    const item = this.#finder(this.table(TableName), ConsistentRead)(Key as Item);
    return item === undefined ? {} : { Item: copyValue(item) };
  }

  #batchGet({ RequestItems = {} }: BatchGetCommandInput): Record<string, unknown> {
    const Responses: Record<string, Item[]> = {};
    const asked = Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys);
    if (asked.length > KEYS_A_CALL)
      throw validationError('Too many items requested for the BatchGetItem call');
    for (const [name, { Keys = [], ConsistentRead }] of Object.entries(RequestItems)) {
      const unique = new Set(Keys.map((key) => JSON.stringify(key)));
      if (unique.size < Keys.length) throw validationError('Provided list of item keys contains duplicates');
      const find = this.#finder(this.table(name), ConsistentRead);
      Responses[name] = Keys.map((key) => find(key as Item))
        .filter((item) => item !== undefined)
        .map(copyValue);
    }
    return { Responses, UnprocessedKeys: {} };
  }

  #finder(table: SimulatedTable, isConsistent = false): (key: Item) => Item | undefined {
    const lags = !isConsistent && this.isLagging();
    return (key) => (lags ? table.findLagging(key) : table.find(key));
  }

  #query(input: QueryCommandInput): Record<string, unknown> {
    requireNothingIdle(input, [
      input.KeyConditionExpression,
      input.FilterExpression,
      input.ProjectionExpression,
    ]);
    const table = this.table(input.TableName ?? '');
    const answer = queryTable(table, input);
    if (input.ConsistentRead === true || input.IndexName !== undefined || !this.isLagging()) return answer;
    return {
      ...answer,
      Items: (answer.Items as Item[]).filter((item) => table.findLagging(item) !== undefined),
    };
  }

  #scan(input: ScanCommandInput): Record<string, unknown> {
    requireNothingIdle(input, [input.FilterExpression, input.ProjectionExpression]);
    return scanTable(this.table(input.TableName ?? ''), input);
  }

  #update(input: UpdateCommandInput): Record<string, unknown> {
    const { UpdateExpression = '', Key, ReturnValues } = input;
    requireNothingIdle(input, [UpdateExpression, input.ConditionExpression]);
    const table = this.table(input.TableName ?? '');
    requireCondition(table, Key as Item, input);
    const before = table.find(Key as Item);
    const { item, touched } = applyUpdate(UpdateExpression, before ?? { ...Key }, input);
    table.put(item);
    if (ReturnValues === 'ALL_NEW') return { Attributes: copyValue(item) };
    if (ReturnValues === 'UPDATED_NEW') return attributesOf(item, touched);
    return ReturnValues === 'UPDATED_OLD' ? attributesOf(before ?? {}, touched) : {};
  }

  #delete(input: DeleteCommandInput): Record<string, unknown> {
    requireNothingIdle(input, [input.ConditionExpression]);
    const table = this.table(input.TableName ?? '');
    requireCondition(table, input.Key as Item, input);
    table.delete(input.Key as Item);
    return {};
  }

  #transact({ TransactItems = [] }: TransactWriteCommandInput): Record<string, unknown> {
    transact((name) => this.table(name), TransactItems);
    return {};
  }
}

/** Those of the attributes that are there; no answer names none. */
function attributesOf(item: Item, names: readonly string[]): Record<string, unknown> {
  const named = names.filter((name) => item[name] !== undefined);
  if (named.length === 0) return {};
  return { Attributes: copyValue(Object.fromEntries(named.map((name) => [name, item[name]]))) };
}
