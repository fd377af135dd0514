import {
  type DynamoDBDocumentClient,
  GetCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Conclusion } from '../../domain/campaign/delivery/conclude-delivery.ts';
import type { Claim } from '../../domain/campaign/delivery/decide-delivery.ts';
import type { Delivery, DeliveryStatus } from '../../domain/campaign/delivery/delivery.ts';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';
import {
  type ClaimRequest,
  claimUpdate,
  concludeUpdate,
  type DeliveryKey,
  handedOutUpdate,
} from './delivery-claim.ts';
import { decodeDelivery } from './delivery-record.ts';
import { listNewest, NEWEST_ROWS } from './list-newest.ts';
import { retryTransactionConflict } from './retry-transaction-conflict.ts';
import type { Sleep } from './sleep.ts';

export interface DeliveryStore {
  /** Reads one row consistently; undefined if there is none. */
  read(key: DeliveryKey): Promise<Delivery | undefined>;
  /** The rows under an id, newest first, at most `limit` (1,000). */
  list(profileId: string, limit?: number): Promise<readonly Delivery[]>;
  /**
   * Takes a row in hand: `requested` becomes `sending`, its attempts are one more.
   * @throws {MaitredError} `delivery-missing` if there is no such row
   */
  claim(key: DeliveryKey, request: ClaimRequest): Promise<Claim>;
  /**
   * Writes what came of it, if the row is in the same hands still and has one of the statuses; answers whether it did, also
   * where the answer of the write was lost.
   */
  conclude(claim: Claim, conclusion: Conclusion, from: readonly DeliveryStatus[]): Promise<boolean>;
  /** Takes a row out of what is due, if it still is as it was read: the queue of its channel has it now. */
  handedOut(delivery: Delivery): Promise<void>;
}

/** The ledger of messages. Every call throws UnavailableError where a retry may help. */
export function createDeliveryStore(options: {
  readonly client: DynamoDBDocumentClient;
  readonly deliveriesTable: string;
  readonly sleep?: Sleep;
}): DeliveryStore {
  const { client, deliveriesTable: TableName } = options;

  const readItem = async ({ profileId, deliveryId }: DeliveryKey) => {
    const get = new GetCommand({ TableName, Key: { profileId, deliveryId }, ConsistentRead: true });
    return (await client.send(get).catch(rethrow)).Item;
  };

  /** Undefined: the condition does not hold. */
  const update = async (input: Omit<UpdateCommandInput, 'TableName'>) => {
    try {
      const write = () => client.send(new UpdateCommand({ TableName, ...input }));
      return await retryTransactionConflict(write, options.sleep);
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return undefined;
      throw fromAwsError('write a delivery', error);
    }
  };

  return {
    async read(key) {
      const item = await readItem(key);
      return item === undefined ? undefined : decodeDelivery(item);
    },
    list: (profileId, limit = NEWEST_ROWS) =>
      listNewest(client, {
        table: TableName,
        profileId,
        decode: decodeDelivery,
        timeOf: ({ at }) => at,
        limit,
      }),
    async claim(key, request) {
      const answer = await update(claimUpdate(key, request));
      if (answer?.Attributes !== undefined) {
        return { kind: 'claimed', delivery: decodeDelivery(answer.Attributes), claimId: request.claimId };
      }
      const item = await readItem(key);
      if (item === undefined) throw missing(key);
      // Our own claim, whose answer was lost and which the client then made once more.
      const kind = item.claimId === request.claimId && item.status === 'sending' ? 'claimed' : 'found';
      return { kind, delivery: decodeDelivery(item), claimId: String(item.claimId ?? '') };
    },
    async conclude(claim, conclusion, from) {
      const answer = await update(concludeUpdate(claim, conclusion, from));
      return answer !== undefined || isOwnWrite(claim, conclusion, await readItem(claim.delivery));
    },
    async handedOut(delivery) {
      await update(handedOutUpdate(delivery));
    },
  };
}

/**
 * Tells whether a row is as a conclusion left it, whose answer was lost and which the client then made once more. Of a row
 * that was found in other hands nobody can tell who wrote it.
 */
function isOwnWrite(
  { kind, claimId }: Claim,
  { status, why }: Conclusion,
  item: Record<string, unknown> | undefined,
): boolean {
  return kind === 'claimed' && item?.claimId === claimId && item.status === status && item.why === why;
}

function rethrow(error: unknown): never {
  throw fromAwsError('read deliveries', error);
}

function missing(key: DeliveryKey): MaitredError {
  return new MaitredError(`there is no ledger row ${key.deliveryId}`, {
    code: 'delivery-missing',
    retryable: false,
    status: 404,
  });
}
