import { DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createBucketClearing } from '../../../lambdas/adapters/bucket-clearing.ts';

interface Page {
  readonly Versions?: readonly { readonly Key: string; readonly VersionId: string }[];
  readonly DeleteMarkers?: readonly { readonly Key: string; readonly VersionId: string }[];
  readonly IsTruncated?: boolean;
  readonly NextKeyMarker?: string;
}

/** A bucket that lists these pages and tells what was asked of it. */
function aBucket(pages: readonly Page[], errors: readonly { readonly Code: string }[] = []) {
  const left = [...pages];
  const deleted: unknown[] = [];
  const markers: unknown[] = [];
  const client = {
    async send(command: { input: Record<string, never> }) {
      if (command instanceof DeleteObjectsCommand) {
        deleted.push(...(command.input.Delete?.Objects ?? []));
        return { Errors: errors };
      }
      markers.push(command.input.KeyMarker);
      return left.shift() ?? {};
    },
  } as unknown as S3Client;
  return { empty: createBucketClearing({ client }).empty, deleted, markers };
}

describe('a bucket that is emptied', () => {
  it('given several pages, then every version and every mark of a deletion goes', async () => {
    const { empty, deleted, markers } = aBucket([
      { Versions: [{ Key: 'a', VersionId: '2' }], IsTruncated: true, NextKeyMarker: 'a' },
      { Versions: [{ Key: 'a', VersionId: 'null' }], DeleteMarkers: [{ Key: 'b', VersionId: '1' }] },
    ]);
    await empty('playbooks');

    expect(markers).toEqual([undefined, 'a']);
    expect(deleted).toEqual([
      { Key: 'a', VersionId: '2' },
      { Key: 'a', VersionId: 'null' },
      { Key: 'b', VersionId: '1' },
    ]);
  });

  it('given nothing in it, then nothing is asked to be deleted', async () => {
    const { empty, deleted } = aBucket([{}]);
    await empty('playbooks');

    expect(deleted).toEqual([]);
  });

  it('given an object that stays, although the answer was a success, then that is an error', async () => {
    const { empty } = aBucket([{ Versions: [{ Key: 'a', VersionId: '2' }] }], [{ Code: 'AccessDenied' }]);

    await expect(empty('playbooks')).rejects.toThrow('1 objects of playbooks were not deleted: AccessDenied');
  });
});
