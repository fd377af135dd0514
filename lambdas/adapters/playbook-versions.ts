import {
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { MaitredError, VersionConflictError } from '../../domain/error/maitred-error.ts';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';

const POINTER = { kind: CONFIG_KINDS.playbook, id: 'active' };
const VERSION_KIND = CONFIG_KINDS.playbookVersion;

/** Which version is active; `ordinal` grows with every deploy and rollback. */
export interface PlaybookPointer {
  readonly version: string;
  readonly ordinal: number;
  /** The name of what this deployment adds to the version (playbook-objects.ts); absent: nothing. */
  readonly deployment?: string;
  /** Milliseconds since the epoch: when it was moved there, by a deploy or a rollback. */
  readonly since?: number;
  /** The source of the key that moved it; absent where a stack did. */
  readonly by?: string;
}

/** One version, as it was last deployed. */
export interface PlaybookVersion {
  readonly version: string;
  /** The pointer's when it was deployed. */
  readonly ordinal: number;
  /** Milliseconds since the epoch. */
  readonly deployedAt: number;
  /** The house's name. */
  readonly name: string;
  /** The source of the key that deployed it; absent where a stack did. */
  readonly by?: string;
  /** How many of its campaigns include existing members; absent: none. */
  readonly including?: number;
}

/** A version that is to be the active one. */
export type DeployedVersion = PlaybookVersion & Pick<PlaybookPointer, 'deployment'>;

export interface PlaybookVersions {
  /** The active version, read consistently; undefined before the first deploy. */
  pointer(): Promise<PlaybookPointer | undefined>;
  version(version: string): Promise<PlaybookVersion | undefined>;
  /** All versions, the latest deployed first. */
  list(): Promise<PlaybookVersion[]>;
  /** Records a version and makes it the active one, both or neither. @throws DeployConflictError */
  activate(version: DeployedVersion, from: PlaybookPointer | undefined): Promise<void>;
  /** Makes an earlier version the active one. @throws DeployConflictError */
  movePointer(to: PlaybookPointer, from: PlaybookPointer): Promise<void>;
}

/** Thrown where somebody else has deployed meanwhile. `active`: what is active now, in words. */
export class DeployConflictError extends MaitredError {
  constructor({ cause, active }: { readonly cause?: unknown; readonly active?: string } = {}) {
    super(`somebody else has deployed meanwhile${active === undefined ? '' : `: ${active}`}`, {
      code: 'deploy-conflict',
      retryable: false,
      status: 409,
      hint: 'See what your playbook would change of that (maitred plan), take it over, then deploy again.',
      cause,
    });
  }
}

/** The playbook's versions and the pointer to the active one, in the Config table. */
export function createPlaybookVersions(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}): PlaybookVersions {
  const { client, configTable: TableName } = options;

  const get = async (key: { kind: string; id: string }): Promise<Record<string, unknown> | undefined> => {
    const command = new GetCommand({ TableName, Key: key, ConsistentRead: true });
    return (await client.send(command).catch(rethrow)).Item;
  };
  /** The pointer must be where it was when the decision was taken. */
  const conditionOn = (from: PlaybookPointer | undefined) =>
    from === undefined
      ? { ConditionExpression: 'attribute_not_exists(id)' }
      : { ConditionExpression: 'ordinal = :from', ExpressionAttributeValues: { ':from': from.ordinal } };

  return {
    async pointer() {
      const item = await get(POINTER);
      if (item === undefined) return undefined;
      return {
        version: String(item.version),
        ordinal: Number(item.ordinal),
        ...(typeof item.deployment === 'string' && { deployment: item.deployment }),
        ...(typeof item.since === 'number' && { since: item.since }),
        ...(typeof item.by === 'string' && { by: item.by }),
      };
    },
    async version(version) {
      const item = await get({ kind: VERSION_KIND, id: version });
      return item === undefined ? undefined : decode(item);
    },
    async list() {
      const versions: PlaybookVersion[] = [];
      const query = {
        TableName,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: { ':kind': VERSION_KIND },
        ConsistentRead: true,
      };
      try {
        for await (const page of paginateQuery({ client }, query))
          versions.push(...(page.Items ?? []).map(decode));
      } catch (error) {
        rethrow(error);
      }
      return versions.sort((one, other) => other.ordinal - one.ordinal);
    },
    async activate({ version: id, deployment, ...deployed }, from) {
      const { ordinal, deployedAt: since, by } = deployed;
      const row = { kind: VERSION_KIND, id, ...deployed };
      const pointer = {
        ...POINTER,
        version: id,
        ordinal,
        since,
        ...(by && { by }),
        ...(deployment && { deployment }),
      };
      const transaction = new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName, Item: row } },
          { Put: { TableName, Item: pointer, ...conditionOn(from) } },
        ],
      });
      await client.send(transaction).catch(rethrowConflict);
    },
    async movePointer({ version, ordinal, deployment = null, since = null, by = null }, from) {
      const update = new UpdateCommand({
        TableName,
        Key: POINTER,
        UpdateExpression:
          'SET version = :version, ordinal = :ordinal, deployment = :deployment, #since = :since, #by = :by',
        ConditionExpression: 'ordinal = :from',
        ExpressionAttributeNames: { '#since': 'since', '#by': 'by' },
        ExpressionAttributeValues: {
          ':version': version,
          ':ordinal': ordinal,
          ':deployment': deployment,
          ':since': since,
          ':by': by,
          ':from': from.ordinal,
        },
      });
      await client.send(update).catch(rethrowConflict);
    },
  };
}

function decode(item: Record<string, unknown>): PlaybookVersion {
  return {
    version: String(item.id),
    ordinal: Number(item.ordinal),
    deployedAt: Number(item.deployedAt),
    name: String(item.name),
    ...(typeof item.by === 'string' && { by: item.by }),
    ...(typeof item.including === 'number' && { including: item.including }),
  };
}

function rethrow(error: unknown): never {
  throw fromAwsError("the playbook's versions", error);
}

function rethrowConflict(error: unknown): never {
  const ours = fromAwsError('the active playbook', error);
  throw ours instanceof VersionConflictError ? new DeployConflictError({ cause: error }) : ours;
}
