import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Quarantine, QuarantinedRecord } from '../../domain/error/quarantined-record.ts';
import { TABLES } from '../contract/tables.ts';
import { fromAwsError } from './aws-error.ts';

export interface QuarantineStore extends Quarantine {
  putAll(records: readonly QuarantinedRecord[]): Promise<void>;
}

/** An item takes 400 KB; a payload past this is cut, and says so. */
const MAXIMUM_PAYLOAD_CHARACTERS = 90_000;
/** What waits for one of the client's connections counts as one that does not open: a batch of bad events would be a 503. */
const PUTS_AT_ONCE = 50;
/** How long after it came a record can be asked why. It is personal data, so it is not kept for ever. */
const RETENTION_DAYS = 90;
const SECONDS_A_DAY = 86_400;

/**
 * The Quarantine table.
 * @throws {MaitredError} retryable where the table is not available
 */
export function createQuarantineStore(options: {
  client: DynamoDBDocumentClient;
  quarantineTable: string;
}): QuarantineStore {
  const put = async (record: QuarantinedRecord): Promise<void> => {
    try {
      await options.client.send(new PutCommand({ TableName: options.quarantineTable, Item: encode(record) }));
    } catch (error) {
      throw fromAwsError('quarantine a record', error);
    }
  };
  return {
    put,
    putAll: async (records) => {
      for (let at = 0; at < records.length; at += PUTS_AT_ONCE)
        await Promise.all(records.slice(at, at + PUTS_AT_ONCE).map(put));
    },
  };
}

function encode(record: QuarantinedRecord): Record<string, unknown> {
  const payload = typeof record.payload === 'string' ? record.payload : JSON.stringify(record.payload);
  const isCut = payload !== undefined && payload.length > MAXIMUM_PAYLOAD_CHARACTERS;
  return {
    function: record.function,
    entry: `${new Date(record.at).toISOString()}#${record.id}`,
    payload: isCut ? payload.slice(0, MAXIMUM_PAYLOAD_CHARACTERS) : payload,
    ...(isCut ? { isCut } : {}),
    reason: record.reason,
    [TABLES.Quarantine.timeToLive]: Math.floor(record.at / 1000) + RETENTION_DAYS * SECONDS_A_DAY,
  };
}
