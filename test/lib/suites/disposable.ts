import type { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { DISPOSABLE_TAG } from '../../../lambdas/contract/clearing.ts';
import { resourcesOf, type SynthesizedApp, type TemplateResource } from '../synthesized-app.ts';

interface PolicyDocument {
  readonly Statement: readonly { Action: string | string[]; Resource: unknown }[];
}

const MARK = { Key: DISPOSABLE_TAG, Value: 'true' };

/** A deployment that may be destroyed with all it holds. */
export function describeDisposable({ data, service, findings }: SynthesizedApp, kept: SynthesizedApp): void {
  test('a disposable deployment leaves nothing behind', () => {
    const kept = [data, service].flatMap((template) =>
      Object.entries(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>)
        .filter(([, resource]) => resource.DeletionPolicy === 'Retain')
        .map(([logicalId]) => logicalId),
    );
    expect(kept).toEqual([]);
    for (const [, table] of resourcesOf(data, 'AWS::DynamoDB::Table')) {
      expect(table.Properties.DeletionProtectionEnabled).toBe(false);
    }
  });

  test('of a disposable deployment alone the buckets are marked as ones that may be emptied', () => {
    const marks = (template: Template) =>
      resourcesOf(template, 'AWS::S3::Bucket').map(([, { Properties }]) => Properties.Tags);

    expect(marks(data)).toEqual([[MARK], [MARK]]);
    expect(marks(kept.data)).toEqual([undefined, undefined]);
  });

  test('what clears it may list and delete what its buckets hold, and delete its own topics', () => {
    const [[, policy]] = resourcesOf(data, 'AWS::IAM::Policy') as [[string, TemplateResource]];
    const { Statement } = policy.Properties.PolicyDocument as PolicyDocument;
    const asked = Statement.map(({ Action, Resource }) => [[Action].flat().join(), JSON.stringify(Resource)]);
    expect(asked).toEqual([
      ['logs:CreateLogStream,logs:PutLogEvents', expect.stringContaining('ClearLog')],
      [
        's3:GetBucketTagging,s3:ListBucketVersions',
        expect.stringMatching(/^[^*]*Failures[^*]*Playbooks[^*]*$/),
      ],
      ['s3:DeleteObject,s3:DeleteObjectVersion', expect.stringMatching(/Failures.*\/\*.*Playbooks.*\/\*/)],
      ['sns:DeleteTopic', expect.stringContaining(':maitred-other-venue-*')],
      ['sns:ListTopics', '"*"'],
    ]);
  });

  test('cdk-nag finds nothing that has no written reason there either', () => {
    expect(findings).toEqual([]);
  });
}
