import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { ListRow, StaticList } from '../../domain/list/list-load.ts';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';
import { batchGet } from './batch-get.ts';
import type { Sleep } from './sleep.ts';

/** What one transaction takes, less the condition on the list. */
const ROWS_A_TRANSACTION = 99;

export interface ListPage {
  readonly rows: readonly ListRow[];
  /** The row after which the next page begins; null: there are no more. */
  readonly last: string | null;
}

/** Static lists. Writes are conditional: who has lost a list to another load hears of a version conflict. */
export interface ListStore {
  find(list: string): Promise<StaticList | undefined>;
  all(): Promise<StaticList[]>;
  /** @throws {VersionConflictError} where another load began or ended meanwhile */
  write(list: StaticList, before: StaticList | undefined): Promise<void>;
  /** By their names: the rows that there are. */
  readRows(list: string, rows: readonly string[]): Promise<ReadonlyMap<string, ListRow>>;
  readPage(list: string, after: string | undefined, limit: number): Promise<ListPage>;
  /** @throws {VersionConflictError} where another load has begun: some may have been written */
  putRows(list: StaticList, rows: readonly ListRow[]): Promise<void>;
  /** @throws {VersionConflictError} as above */
  deleteRows(list: StaticList, rows: readonly string[]): Promise<void>;
}

type Part = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Item = Record<string, unknown>;

const kind = CONFIG_KINDS.list;
/** Before all rows: no list's name begins so. */
const LISTS = '#';
const keyOfList = (list: string) => ({ kind, id: `${LISTS}${list}` });
const keyOfRow = (list: string, row: string) => ({ kind, id: `${list}#${row}` });

/** Items of the Config table: each list, and each row that one holds. */
export function createListStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
  readonly sleep?: Sleep;
}): ListStore {
  const { client, configTable: TableName } = options;

  const transact = async (list: StaticList, parts: readonly Part[]) => {
    const condition: Part = {
      ConditionCheck: {
        TableName,
        Key: keyOfList(list.list),
        ConditionExpression: 'ordinal = :ordinal AND finished = :finished',
        ExpressionAttributeValues: { ':ordinal': list.ordinal, ':finished': list.finished },
      },
    };
    for (let from = 0; from < parts.length; from += ROWS_A_TRANSACTION) {
      const TransactItems = [condition, ...parts.slice(from, from + ROWS_A_TRANSACTION)];
      await client.send(new TransactWriteCommand({ TransactItems })).catch(rethrow);
    }
  };

  return {
    async find(list) {
      const get = new GetCommand({ TableName, Key: keyOfList(list), ConsistentRead: true });
      const { Item } = await client.send(get).catch(rethrow);
      return Item && decodeList(Item);
    },

    async all() {
      const query = {
        TableName,
        KeyConditionExpression: '#kind = :kind AND begins_with(id, :lists)',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': kind, ':lists': LISTS },
      };
      const lists: StaticList[] = [];
      try {
        for await (const { Items = [] } of paginateQuery({ client }, query))
          lists.push(...Items.map(decodeList));
      } catch (error) {
        rethrow(error);
      }
      return lists;
    },

    async write({ list, ...rest }, before) {
      const put = { TableName, Item: { ...keyOfList(list), ...rest } };
      const condition =
        before === undefined
          ? { ConditionExpression: 'attribute_not_exists(id)' }
          : {
              ConditionExpression: 'ordinal = :ordinal AND finished = :finished',
              ExpressionAttributeValues: { ':ordinal': before.ordinal, ':finished': before.finished },
            };
      await client.send(new PutCommand({ ...put, ...condition })).catch(rethrow);
    },

    async readRows(list, rows) {
      const keys = rows.map((row) => keyOfRow(list, row));
      const items = await batchGet(client, TableName, keys, options.sleep);
      return new Map(items.map((item) => decodeRow(list, item)).map((row) => [row.row, row]));
    },

    async readPage(list, after, limit) {
      const query = new QueryCommand({
        TableName,
        KeyConditionExpression: '#kind = :kind AND begins_with(id, :rows)',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': kind, ':rows': `${list}#` },
        ConsistentRead: true,
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: keyOfRow(list, after) }),
      });
      const { Items = [], LastEvaluatedKey } = await client.send(query).catch(rethrow);
      const last = LastEvaluatedKey === undefined ? null : nameOf(list, LastEvaluatedKey);
      return { rows: Items.map((item) => decodeRow(list, item)), last };
    },

    putRows: (list, rows) =>
      transact(
        list,
        rows.map(({ row, ...rest }) => ({
          Put: { TableName, Item: { ...keyOfRow(list.list, row), ...rest } },
        })),
      ),

    deleteRows: (list, rows) =>
      transact(
        list,
        rows.map((row) => ({ Delete: { TableName, Key: keyOfRow(list.list, row) } })),
      ),
  };
}

function decodeList({ kind: _kind, id, ...list }: Item): StaticList {
  return { ...(list as Omit<StaticList, 'list'>), list: String(id).slice(LISTS.length) };
}

function decodeRow(list: string, item: Item): ListRow {
  const { identifiers, ordinal, told, at } = item as unknown as ListRow;
  return { row: nameOf(list, item), identifiers, ordinal, told, at };
}

const nameOf = (list: string, { id }: Item) => String(id).slice(list.length + 1);

function rethrow(error: unknown): never {
  throw fromAwsError('the static list', error);
}
