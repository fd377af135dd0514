import {
  type DynamoDBDocumentClient,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { VersionConflictError } from '../../domain/error/maitred-error.ts';
import {
  MAXIMUM_SEEN_EVENTS,
  MAXIMUM_SEEN_PATHS,
  MAXIMUM_SEEN_TRAITS,
  type SeenNames,
} from '../../domain/event/seen-names.ts';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';

export interface SeenNamePage extends SeenNames {
  /** What the next page begins after; null: there are no more. */
  readonly last: string | null;
}

export interface SeenNameStore {
  readPage(after: string | undefined): Promise<SeenNamePage>;
  /** Adds names; what there is no room for is left out. */
  add(news: SeenNames): Promise<void>;
}

const kind = CONFIG_KINDS.seenName;
/** Counts the names of events, so that all who note them together stay below the bound. No other row is called so. */
const COUNT = '#count';
const TRAITS = '#traits';
const EVENT = 'event ';

/**
 * Rows of the Config table: one for each event's name, one for all traits, and how many there are. Throws UnavailableError
 * where a retry may help.
 */
export function createSeenNameStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}): SeenNameStore {
  const { client, configTable: TableName } = options;

  /** Adds paths to a row while they fit; one that is full stays as it is. */
  const addPaths = async (id: string, paths: ReadonlySet<string>, most: number) => {
    const update = new UpdateCommand({
      TableName,
      Key: { kind, id },
      UpdateExpression: 'ADD paths :paths',
      ConditionExpression: 'attribute_not_exists(paths) OR size(paths) <= :room',
      ExpressionAttributeValues: { ':paths': new Set(paths), ':room': most - paths.size },
    });
    await client.send(update).catch((error: unknown) => {
      if ((error as Error).name !== 'ConditionalCheckFailedException')
        throw fromAwsError('note names', error);
    });
  };

  /** A name that is new is counted in the same transaction. @returns false where it is known, or there is no room */
  const addEvent = async (name: string) => {
    const count = {
      TableName,
      Key: { kind, id: COUNT },
      UpdateExpression: 'ADD events :one',
      ConditionExpression: 'attribute_not_exists(events) OR events < :most',
      ExpressionAttributeValues: { ':one': 1, ':most': MAXIMUM_SEEN_EVENTS },
    };
    const row = {
      TableName,
      Key: { kind, id: `${EVENT}${name}` },
      UpdateExpression: 'SET isEvent = :true',
      ConditionExpression: 'attribute_not_exists(id)',
      ExpressionAttributeValues: { ':true': true },
    };
    const transaction = new TransactWriteCommand({ TransactItems: [{ Update: count }, { Update: row }] });
    await client.send(transaction);
  };

  const knows = async (name: string) => {
    const { Items = [] } = await query({ ':id': `${EVENT}${name}` }, 'id = :id');
    return Items.length > 0;
  };

  const query = (values: Record<string, string>, condition: string, after?: string) =>
    client
      .send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: `#kind = :kind${condition === '' ? '' : ` AND ${condition}`}`,
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: { ':kind': kind, ...values },
          ...(after !== undefined && { ExclusiveStartKey: { kind, id: after } }),
        }),
      )
      .catch((error: unknown) => {
        throw fromAwsError('read the names that were seen', error);
      });

  return {
    async readPage(after) {
      const { Items = [], LastEvaluatedKey } = await query({}, '', after);
      const events = new Map<string, ReadonlySet<string>>();
      let traits: ReadonlySet<string> = new Set();
      for (const { id, paths = new Set<string>() } of Items) {
        const name = String(id);
        if (name === TRAITS) traits = paths as Set<string>;
        else if (name.startsWith(EVENT)) events.set(name.slice(EVENT.length), paths as Set<string>);
      }
      return { events, traits, last: (LastEvaluatedKey?.id as string | undefined) ?? null };
    },

    async add({ events, traits }) {
      for (const [name, paths] of events) {
        const isKnown = await addEvent(name).then(
          () => true,
          (error: unknown) => {
            const known = fromAwsError('note names', error);
            if (known instanceof VersionConflictError) return knows(name);
            throw known;
          },
        );
        if (isKnown && paths.size > 0) await addPaths(`${EVENT}${name}`, paths, MAXIMUM_SEEN_PATHS);
      }
      if (traits.size > 0) await addPaths(TRAITS, traits, MAXIMUM_SEEN_TRAITS);
    },
  };
}
