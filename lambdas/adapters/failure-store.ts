import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';
import { fromAwsError } from './aws-error.ts';

/** A batch of a stream that a mapping gave up. */
export interface FailedBatch {
  /** The table whose stream it came from. */
  readonly table: string;
  readonly records: readonly DynamoDBRecord[];
}

export interface FailureStore {
  /** @throws {InvalidInputError} where the object is not an invocation record with its payload */
  read(bucket: string, key: string): Promise<FailedBatch>;
}

const eventSchema = z.object({ Records: z.array(z.looseObject({})) });
/** Lambda writes the whole event as text beside what it says of the batch; an object is taken too. */
const invocationSchema = z.object({
  DDBStreamBatchInfo: z.object({ streamArn: z.string() }),
  payload: z.union([z.string().transform(parseJson).pipe(eventSchema), eventSchema]),
});

/**
 * The bucket to which stream mappings write the batches that they give up.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function createFailureStore(client: S3Client): FailureStore {
  return {
    async read(bucket, key) {
      const text = await readText(client, bucket, key);
      const parsed = invocationSchema.safeParse(parseJson(text));
      if (!parsed.success) {
        throw new InvalidInputError(`object ${key} is not the record of a failed batch`, {
          hint: `Look at it in the bucket: ${parsed.error.message}`,
        });
      }
      const { DDBStreamBatchInfo, payload } = parsed.data;
      return {
        table: tableOf(DDBStreamBatchInfo.streamArn),
        records: payload.Records as DynamoDBRecord[],
      };
    },
  };
}

async function readText(client: S3Client, bucket: string, key: string): Promise<string> {
  try {
    const answer = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await answer.Body?.transformToString()) ?? '';
  } catch (error) {
    throw fromAwsError(`read ${key}`, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>`. */
function tableOf(streamArn: string): string {
  return streamArn.split(':table/')[1]?.split('/')[0] ?? '';
}
