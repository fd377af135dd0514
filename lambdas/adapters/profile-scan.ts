import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { isTombstone, type Profile } from '../../domain/profile/profile.ts';
import { fromAwsError } from './aws-error.ts';
import { decodeProfile } from './profile-record.ts';

/** Where a page of a scan begins, and of which of the parts that are scanned side by side it is. */
export interface ScanPosition {
  /** Below `segments`, from 0. */
  readonly segment: number;
  readonly segments: number;
  /** The profileId after which it begins; undefined: at the segment's beginning. */
  readonly after: string | undefined;
}

export interface ScannedRow {
  readonly profileId: string;
  /** False for a tombstone. */
  readonly isLiving: boolean;
}

export interface ScannedProfile extends ScannedRow {
  /** Absent for a tombstone. */
  readonly profile?: Profile;
}

export interface ScannedPage<Row extends ScannedRow = ScannedRow> {
  /** In the segment's order, which is nobody's but DynamoDB's. */
  readonly rows: readonly Row[];
  /** The profileId after which the next page begins; null: the segment ends with this one. */
  readonly last: string | null;
}

export interface ProfileScan {
  /**
   * Reads who is next, consistently.
   * @throws {InvalidInputError} where no page of this segment begins at that position
   */
  readPage(position: ScanPosition, limit: number): Promise<ScannedPage>;
  /** As above, with what each row holds: it is paid for in any case. A page ends after 1 MB. */
  readProfiles(position: ScanPosition, limit: number): Promise<ScannedPage<ScannedProfile>>;
  /** Rows in the table, tombstones too, as DynamoDB counted them some hours ago. */
  countRows(): Promise<number>;
}

/** Everybody, in segments that can be read side by side. Throws UnavailableError where a retry may help. */
export function createProfileScan(options: {
  client: DynamoDBDocumentClient;
  profilesTable: string;
}): ProfileScan {
  const { client, profilesTable: TableName } = options;
  const scanPage = async <Row extends ScannedRow>(
    { segment, segments, after }: ScanPosition,
    options: { readonly Limit: number; readonly ProjectionExpression?: string },
    decode: (item: Record<string, unknown>) => Row,
  ): Promise<ScannedPage<Row>> => {
    const scan = new ScanCommand({
      TableName,
      ConsistentRead: true,
      Segment: segment,
      TotalSegments: segments,
      ...(after === undefined ? {} : { ExclusiveStartKey: { profileId: after } }),
      ...options,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(scan).catch((error: unknown) => {
      throw after !== undefined && isValidation(error)
        ? new UnknownPositionError()
        : fromAwsError('scan profiles', error);
    });
    return { rows: Items.map(decode), last: (LastEvaluatedKey?.profileId as string | undefined) ?? null };
  };

  return {
    readPage: (position, Limit) =>
      scanPage(position, { Limit, ProjectionExpression: 'profileId, mergedInto' }, (item) => ({
        profileId: item.profileId as string,
        isLiving: item.mergedInto === undefined,
      })),

    readProfiles: (position, Limit) =>
      scanPage(position, { Limit }, (item) => {
        const record = decodeProfile(item);
        const { profileId } = record;
        return isTombstone(record)
          ? { profileId, isLiving: false }
          : { profileId, isLiving: true, profile: record };
      }),

    async countRows() {
      const { Table } = await client.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
        throw fromAwsError('describe profiles', error);
      });
      return Table?.ItemCount ?? 0;
    },
  };
}

/** DynamoDB refuses a key that cannot lie in the segment. */
class UnknownPositionError extends InvalidInputError {
  constructor() {
    super('the cursor is none of this segment', {
      field: 'cursor',
      hint: 'Take it as it was answered, with the same segment and segments, or leave it out to begin anew.',
    });
  }
}

function isValidation(error: unknown): boolean {
  return (error as Error).name === 'ValidationException';
}
