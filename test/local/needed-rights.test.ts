import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../local/aws/aws-call.ts';
import { covers, type Grant } from '../support/granted-rights.ts';
import { PHONE_NUMBER, rightsNeededBy } from '../support/needed-rights.ts';

const aCall = (call: Partial<AwsCall>) => ({ path: '/', parameters: {}, ...call }) as AwsCall;
const aGrant = (action: string, resource: string, isExclusion = false): Grant => ({
  functionName: 'email',
  action,
  resource,
  isExclusion,
});
const tableArn = (rest: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${rest}`;

describe('the rights that a call needs', () => {
  it('given a transaction, then it needs the plain action of each part on its table', () => {
    const TransactItems = [
      { Put: { TableName: 'Profiles' } },
      { Update: { TableName: 'Config' } },
      { ConditionCheck: { TableName: 'Journeys' } },
    ];

    expect(
      rightsNeededBy(
        aCall({ service: 'dynamodb', action: 'TransactWriteItems', parameters: { TransactItems } }),
      ),
    ).toEqual([
      { action: 'dynamodb:PutItem', resource: tableArn('Profiles') },
      { action: 'dynamodb:UpdateItem', resource: tableArn('Config') },
      { action: 'dynamodb:ConditionCheckItem', resource: tableArn('Journeys') },
    ]);
  });

  it.each([
    ['BatchGetItem', { RequestItems: { A: {}, B: {} } }, [tableArn('A'), tableArn('B')]],
    ['Query', { TableName: 'A', IndexName: 'due' }, [tableArn('A/index/due')]],
    ['PutItem', { TableName: 'A' }, [tableArn('A')]],
  ])('given %s, then it needs that on each table or index', (action, parameters, resources) => {
    expect(rightsNeededBy(aCall({ service: 'dynamodb', action, parameters }))).toEqual(
      resources.map((resource) => ({ action: `dynamodb:${action}`, resource })),
    );
  });

  it('given an object and a batch of messages, then policies know them by other names', () => {
    const QueueUrl = 'http://127.0.0.1/000000000000/work';

    expect(rightsNeededBy(aCall({ service: 's3', action: 'GetObject', path: '/b/programs/1.json' }))).toEqual(
      [{ action: 's3:GetObject', resource: 'arn:aws:s3:::b/programs/1.json' }],
    );
    expect(
      rightsNeededBy(aCall({ service: 'sqs', action: 'SendMessageBatch', parameters: { QueueUrl } })),
    ).toEqual([{ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:work' }]);
  });

  it('given a service that nobody has described, then that is said', () => {
    expect(() => rightsNeededBy(aCall({ service: 'kms', action: 'Decrypt' }))).toThrow('kms Decrypt');
  });
});

describe('a grant', () => {
  const right = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/programs/1.json' };

  it.each([
    ['arn:aws:s3:::b/programs/*', true],
    ['arn:aws:s3:::b/templates/*', false],
    ['arn:aws:s3:::b/programs', false],
    ['arn:aws:s3:::b/programs/1xjson', false],
  ])('on %s covers the program: %s', (resource, isCovered) => {
    expect(covers(aGrant('s3:GetObject', resource), 'email', right)).toBe(isCovered);
  });

  it('covers neither another action nor another function', () => {
    expect(covers(aGrant('s3:PutObject', right.resource), 'email', right)).toBe(false);
    expect(covers(aGrant('s3:GetObject', right.resource), 'sms', right)).toBe(false);
  });

  it('on all but topics covers a text message, and no topic', () => {
    const grant = aGrant('sns:Publish', 'arn:aws:sns:*:*:*', true);
    const topic = 'arn:aws:sns:us-east-1:000000000000:maitred-test-venue-bar';

    expect(covers(grant, 'email', { action: 'sns:Publish', resource: PHONE_NUMBER })).toBe(true);
    expect(covers(grant, 'email', { action: 'sns:Publish', resource: topic })).toBe(false);
  });
});
