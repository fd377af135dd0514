import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../../local/aws/aws-call.ts';
import { createFindMissingRight, refusalOf } from '../../../local/rights/find-missing-right.ts';
import type { TableModel } from '../../../local/template/local-model.ts';
import type { ReadResources } from '../../../local/template/resource-reader.ts';

const TABLE_ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/Config';
const STATEMENT = {
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: TABLE_ARN,
  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['playbook'] } },
};
const RESOURCES: Record<string, object[]> = {
  'AWS::Lambda::Function': [{ label: 'Resolve', properties: { Role: 'arn:aws:iam::0:role/r' } }],
  'AWS::IAM::Policy': [{ properties: { Roles: ['r'], PolicyDocument: { Statement: [STATEMENT] } } }],
};
const TABLES = [{ name: 'Config', keys: [{ AttributeName: 'kind', KeyType: 'HASH' }] }];

const aCall = (call: Partial<AwsCall> = {}) =>
  ({
    service: 'dynamodb',
    action: 'GetItem',
    functionName: 'resolve',
    path: '/',
    parameters: { TableName: 'Config', Key: { kind: { S: 'playbook' } } },
    ...call,
  }) as AwsCall;

describe('a call of a function', () => {
  const findMissingRight = createFindMissingRight(
    ((type) => RESOURCES[type] ?? []) as ReadResources,
    TABLES as unknown as TableModel[],
  );

  it('that its policy allows lacks nothing', () => {
    expect(findMissingRight(aCall())).toBeUndefined();
  });

  it.each([
    ['another action', { action: 'PutItem', parameters: { TableName: 'Config', Item: {} } }],
    [
      'a key that the policy leaves out',
      { parameters: { TableName: 'Config', Key: { kind: { S: 'key' } } } },
    ],
    ['a function without a policy', { functionName: 'openapi' }],
  ])('lacks its right for %s, and is refused as AWS does', (_what, change) => {
    const call = aCall(change);
    const missing = findMissingRight(call);

    expect(missing?.resource).toBe(TABLE_ARN);
    if (missing !== undefined)
      expect(refusalOf(call, missing)).toMatchObject({
        code: 'AccessDeniedException',
        status: 400,
        message: `${call.functionName} is not authorized to perform: ${missing.action} on resource: ${TABLE_ARN}`,
      });
  });

  it.each([
    ['s3', 'AccessDenied', 403],
    ['sns', 'AuthorizationError', 403],
    ['sqs', 'AccessDeniedException', 400],
  ])('is refused by %s in that service’s words', (service, code, status) => {
    expect(refusalOf(aCall({ service }), { action: 'a:B', resource: 'x' })).toMatchObject({ code, status });
  });
});
