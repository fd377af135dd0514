import {
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { MaitredError } from '../../domain/error/maitred-error.ts';
import { DISPOSABLE_TAG } from '../contract/clearing.ts';
import { AWS_CLIENT } from './aws-client.ts';
import { fromAwsError } from './aws-error.ts';

export interface BucketClearing {
  /** Whether the bucket is marked as one that may be emptied. */
  isDisposable(bucket: string): Promise<boolean>;
  /** Deletes all that it holds, earlier versions too: it may have kept them before it was marked. */
  empty(bucket: string): Promise<void>;
}

/**
 * Empties buckets, which CloudFormation deletes only empty.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 * @throws UnavailableError where a retry helps; MaitredError (`not-cleared`) for objects that could not be deleted
 */
export function createBucketClearing(options: { readonly client?: S3Client } = {}): BucketClearing {
  const client = options.client ?? new S3Client({ ...AWS_CLIENT, forcePathStyle: true });
  return {
    async isDisposable(bucket) {
      try {
        const { TagSet = [] } = await client.send(new GetBucketTaggingCommand({ Bucket: bucket }));
        return TagSet.some(({ Key, Value }) => Key === DISPOSABLE_TAG && Value === 'true');
      } catch (error) {
        if ((error as { name?: string }).name === 'NoSuchTagSet') return false;
        throw fromAwsError(`read the tags of ${bucket}`, error);
      }
    },
    async empty(bucket) {
      try {
        let page: ListObjectVersionsCommandOutput | undefined;
        do {
          const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page ?? {};
          const list = new ListObjectVersionsCommand({ Bucket: bucket, KeyMarker, VersionIdMarker });
          page = await client.send(list);
          const { Versions = [], DeleteMarkers = [] } = page;
          const objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
          await deletePage(client, bucket, objects);
        } while (page.IsTruncated === true);
      } catch (error) {
        throw fromAwsError(`empty ${bucket}`, error);
      }
    },
  };
}

async function deletePage(
  client: S3Client,
  bucket: string,
  objects: { Key: string | undefined; VersionId: string | undefined }[],
): Promise<void> {
  if (objects.length === 0) return;
  const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } });
  const { Errors = [] } = await client.send(command);
  if (Errors.length === 0) return;
  throw new MaitredError(`${Errors.length} objects of ${bucket} were not deleted: ${Errors[0]?.Code}`, {
    code: 'not-cleared',
    retryable: true,
    status: 500,
  });
}
