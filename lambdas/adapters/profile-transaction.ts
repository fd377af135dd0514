import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ProfileRecord } from '../../domain/profile/profile.ts';
import { type IdentityWrite, type ProfileWrite, recordsOf } from '../../domain/profile/profile-write.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import { fromAwsError } from './aws-error.ts';
import { encodeIdentity } from './identity-row.ts';
import { encodeProfile } from './profile-record.ts';

interface Tables {
  readonly client: DynamoDBDocumentClient;
  readonly profilesTable: string;
  readonly identitiesTable: string;
}

interface ConditionalPut {
  readonly TableName: string;
  readonly Item: Record<string, unknown>;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

/**
 * Writes one decision: a single conditional put where only the profile changes, else one transaction (which costs
 * twice).
 * @throws {VersionConflictError} where a condition no longer holds
 */
export async function writeProfile(tables: Tables, write: ProfileWrite): Promise<void> {
  const changesOf = ({ profileId }: ProfileRecord) => write.memberships[profileId];
  const profile = putOfRecord(tables, write.profile, write.signals, changesOf(write.profile));
  const others = [
    ...recordsOf(write)
      .filter((record) => record !== write.profile)
      .map((record) => putOfRecord(tables, record, [], changesOf(record))),
    ...write.identities.map((identity) => putOfIdentity(tables, identity)),
  ];
  try {
    if (others.length === 0) await tables.client.send(new PutCommand(profile));
    else
      await tables.client.send(
        new TransactWriteCommand({ TransactItems: [profile, ...others].map((Put) => ({ Put })) }),
      );
  } catch (error) {
    throw fromAwsError(`profile ${write.profile.profileId}`, error);
  }
}

/**
 * The put of a profile or tombstone, conditional on the version before: for every transaction that changes one.
 * @param changedSegments ids of the segments that it enters or leaves by this write
 */
export function putOfRecord(
  { profilesTable }: Pick<Tables, 'profilesTable'>,
  record: ProfileRecord,
  signals: readonly Signal[],
  changedSegments: readonly string[] = [],
): ConditionalPut {
  const put = { TableName: profilesTable, Item: encodeProfile(record, signals, changedSegments) };
  if (record.version === 1) return { ...put, ConditionExpression: 'attribute_not_exists(profileId)' };
  return {
    ...put,
    ConditionExpression: '#version = :before',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':before': record.version - 1 },
  };
}

function putOfIdentity({ identitiesTable }: Tables, { record, was }: IdentityWrite): ConditionalPut {
  const put = { TableName: identitiesTable, Item: encodeIdentity(record) };
  if (was === undefined) return { ...put, ConditionExpression: 'attribute_not_exists(identifier)' };
  if (was.revision === 0) {
    return { ...put, ConditionExpression: 'attribute_exists(identifier) AND attribute_not_exists(revision)' };
  }
  return {
    ...put,
    ConditionExpression: 'revision = :before',
    ExpressionAttributeValues: { ':before': was.revision },
  };
}
