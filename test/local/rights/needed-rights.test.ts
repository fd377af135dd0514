import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../../local/aws/aws-call.ts';
import { PHONE_NUMBER, rightsNeededBy } from '../../../local/rights/needed-rights.ts';

const aCall = (call: Partial<AwsCall>) => ({ path: '/', parameters: {}, ...call }) as AwsCall;
const partitionKeyOf = (tableName: string) => (tableName === 'Config' ? 'kind' : 'profileId');
const rightsOf = (call: Partial<AwsCall>) => rightsNeededBy(aCall(call), partitionKeyOf);
const tableArn = (rest: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${rest}`;

describe('the rights that a call needs', () => {
  it('given a transaction, then it needs the plain action of each part on its table, for the part’s own key', () => {
    const TransactItems = [
      { Put: { TableName: 'Profiles', Item: { profileId: { S: 'john' }, version: { N: '1' } } } },
      { Update: { TableName: 'Config', Key: { kind: { S: 'playbook' }, id: { S: 'active' } } } },
      { ConditionCheck: { TableName: 'Journeys', Key: { profileId: { S: 'maria' } } } },
    ];

    expect(
      rightsOf({ service: 'dynamodb', action: 'TransactWriteItems', parameters: { TransactItems } }),
    ).toEqual([
      { action: 'dynamodb:PutItem', resource: tableArn('Profiles'), leadingKeys: ['john'] },
      { action: 'dynamodb:UpdateItem', resource: tableArn('Config'), leadingKeys: ['playbook'] },
      { action: 'dynamodb:ConditionCheckItem', resource: tableArn('Journeys'), leadingKeys: ['maria'] },
    ]);
  });

  it.each([
    [
      'BatchGetItem',
      { RequestItems: { Config: { Keys: [{ kind: { S: 'key' } }, { kind: { S: 'playbook' } }] } } },
      ['key', 'playbook'],
    ],
    ['GetItem', { TableName: 'Config', Key: { kind: { S: 'key' } } }, ['key']],
    ['PutItem', { TableName: 'Config', Item: { kind: { S: 'key' } } }, ['key']],
    [
      'Query',
      {
        TableName: 'Config',
        KeyConditionExpression: '#kind = :kind AND id = :id',
        ExpressionAttributeNames: { '#kind': 'kind' },
        ExpressionAttributeValues: { ':kind': { S: 'key' }, ':id': { S: '1' } },
      },
      ['key'],
    ],
  ])('given %s, then it needs that on the table, for these keys', (action, parameters, leadingKeys) => {
    expect(rightsOf({ service: 'dynamodb', action, parameters })).toEqual([
      { action: `dynamodb:${action}`, resource: tableArn('Config'), leadingKeys },
    ]);
  });

  it('given a batch over two tables, then it needs each', () => {
    const parameters = { RequestItems: { A: { Keys: [] }, B: { Keys: [] } } };

    expect(
      rightsOf({ service: 'dynamodb', action: 'BatchGetItem', parameters }).map(({ resource }) => resource),
    ).toEqual([tableArn('A'), tableArn('B')]);
  });

  it('given an index, then it needs that on the index, whose keys are others', () => {
    const parameters = {
      TableName: 'A',
      IndexName: 'due',
      KeyConditionExpression: 'dueShard = :shard',
      ExpressionAttributeValues: { ':shard': { N: '1' } },
    };

    expect(rightsOf({ service: 'dynamodb', action: 'Query', parameters })).toEqual([
      { action: 'dynamodb:Query', resource: tableArn('A/index/due'), leadingKeys: [] },
    ]);
  });

  it('given an object and a batch of messages, then policies know them by other names', () => {
    const QueueUrl = 'http://127.0.0.1/000000000000/work';

    expect(rightsOf({ service: 's3', action: 'GetObject', path: '/b/programs/1.json' })).toEqual([
      { action: 's3:GetObject', resource: 'arn:aws:s3:::b/programs/1.json' },
    ]);
    expect(rightsOf({ service: 'sqs', action: 'SendMessageBatch', parameters: { QueueUrl } })).toEqual([
      { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:000000000000:work' },
    ]);
  });

  it('given a text message, then it needs no ARN, since a phone number has none', () => {
    const parameters = { PhoneNumber: '+390669821234' };

    expect(rightsOf({ service: 'sns', action: 'Publish', parameters })).toEqual([
      { action: 'sns:Publish', resource: PHONE_NUMBER },
    ]);
  });

  it('given a device of the account that a playbook was written for, then it needs that one of this account', () => {
    const parameters = { TargetArn: 'arn:aws:sns:eu-central-1:123456789012:endpoint/GCM/aspesi/1' };

    expect(rightsOf({ service: 'sns', action: 'Publish', parameters })).toEqual([
      { action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:000000000000:endpoint/GCM/aspesi/1' },
    ]);
  });

  it('given a service that nobody has described, then that is said', () => {
    expect(() => rightsOf({ service: 'kms', action: 'Decrypt' })).toThrow('kms Decrypt');
  });
});
