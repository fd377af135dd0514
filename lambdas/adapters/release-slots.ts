import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { VersionConflictError } from '../../domain/error/maitred-error.ts';
import { CONFIG_KINDS } from '../contract/config-kinds.ts';
import { fromAwsError } from './aws-error.ts';

export interface ReleaseSlots {
  /**
   * Takes the next turn of what may leave one at a time.
   * @param of what takes turns with itself: a campaign's step
   * @param now milliseconds since the epoch
   * @param intervalMilliseconds between two turns; may have a fraction
   * @returns the moment of the turn, now or later, in whole milliseconds. A turn that is not used is lost.
   * @throws {MaitredError} retryable where the table is not available, or others keep taking turns first
   */
  reserve(of: string, now: number, intervalMilliseconds: number): Promise<number>;
}

const ATTEMPTS = 6;

/** A row of the Config table for each step under a rate: when its next message may leave. */
export function createReleaseSlots(options: {
  readonly client: DynamoDBDocumentClient;
  readonly configTable: string;
}): ReleaseSlots {
  const { client, configTable: TableName } = options;

  /** @returns the row as it was, or undefined where the condition did not hold */
  const update = async (id: string, change: { set: string; condition: string; values: object }) => {
    const command = new UpdateCommand({
      TableName,
      Key: { kind: CONFIG_KINDS.release, id },
      UpdateExpression: `SET nextAt = ${change.set}`,
      ConditionExpression: change.condition,
      ExpressionAttributeValues: { ...change.values },
      ReturnValues: 'UPDATED_OLD',
    });
    try {
      return (await client.send(command)).Attributes ?? {};
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return undefined;
      throw fromAwsError('take a turn to send', error);
    }
  };

  return {
    async reserve(of, now, interval) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const values = { ':now': now, ':interval': interval };
        const queued = await update(of, { set: 'nextAt + :interval', condition: 'nextAt > :now', values });
        if (queued !== undefined) return Math.ceil(Number(queued.nextAt));
        const after = { ':now': now, ':after': now + interval };
        const isFree = 'attribute_not_exists(nextAt) OR nextAt <= :now';
        if ((await update(of, { set: ':after', condition: isFree, values: after })) !== undefined) return now;
      }
      throw new VersionConflictError(`the turns of ${of}`);
    },
  };
}
