import type { SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../../domain/error/maitred-error.ts';
import { createStaffTopics } from '../../../lambdas/adapters/staff-topics.ts';

interface Sent {
  readonly Name: string;
  readonly Attributes: { readonly KmsMasterKeyId: string; readonly Policy: string };
}

function aStore(answer: () => Promise<object>) {
  const sent: Sent[] = [];
  const client = {
    send: ({ input }: { input: Sent }) => {
      sent.push(input);
      return answer();
    },
  } as unknown as SNSClient;
  const arnPrefix = 'arn:aws:sns:eu-central-1:123456789012:';
  return { ensure: createStaffTopics({ prefix: 'maitred-prod-venue-', arnPrefix, client }), sent };
}

const failing = (name: string, message: string) => async () => {
  throw Object.assign(new Error(message), { name });
};

describe('the topics of staff', () => {
  it('are one a venue, encrypted, and closed to what comes without TLS', async () => {
    const { ensure, sent } = aStore(async () => ({}));
    await ensure(['bar', 'reception']);

    expect(sent.map(({ Name }) => Name)).toEqual(['maitred-prod-venue-bar', 'maitred-prod-venue-reception']);
    expect(sent[0]?.Attributes.KmsMasterKeyId).toBe('alias/aws/sns');
    expect(JSON.parse(sent[0]?.Attributes.Policy ?? '').Statement).toEqual([
      {
        Sid: 'TlsAlone',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: 'arn:aws:sns:eu-central-1:123456789012:maitred-prod-venue-bar',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('given one that somebody has set otherwise, then it stays as it is', async () => {
    const message = 'Invalid parameter: Attributes Reason: Topic already exists with different attributes';
    const { ensure } = aStore(failing('InvalidParameterException', message));

    await expect(ensure(['bar'])).resolves.toBeUndefined();
  });

  it('given SNS that does not answer, then a retry may help', async () => {
    const { ensure } = aStore(failing('ThrottlingException', 'slow down'));

    await expect(ensure(['bar'])).rejects.toBeInstanceOf(UnavailableError);
  });
});
