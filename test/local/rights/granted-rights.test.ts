import { describe, expect, it } from 'vitest';
import { covers, type Grant, readGrants } from '../../../local/rights/granted-rights.ts';
import { PHONE_NUMBER } from '../../../local/rights/needed-rights.ts';
import type { ReadResources } from '../../../local/template/resource-reader.ts';

const aGrant = (action: string, resource: string, more: Partial<Grant> = {}): Grant => ({
  functionName: 'email',
  action,
  resource,
  isExclusion: false,
  ...more,
});

describe('a grant', () => {
  const right = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/programs/1.json' };

  it.each([
    ['arn:aws:s3:::b/programs/*', true],
    ['arn:aws:s3:::b/templates/*', false],
    ['arn:aws:s3:::b/programs', false],
    ['arn:aws:s3:::b/programs/1.json', true],
    ['arn:aws:s3:::b/programs/1xjson', false],
  ])('on %s covers the program: %s', (resource, isCovered) => {
    expect(covers(aGrant('s3:GetObject', resource), 'email', right)).toBe(isCovered);
  });

  it('covers neither another action nor another function', () => {
    expect(covers(aGrant('s3:PutObject', right.resource), 'email', right)).toBe(false);
    expect(covers(aGrant('s3:GetObject', right.resource), 'sms', right)).toBe(false);
  });

  it('on all but topics covers a text message, and no topic', () => {
    const grant = aGrant('sns:Publish', 'arn:aws:sns:*:*:*', { isExclusion: true });
    const topic = 'arn:aws:sns:us-east-1:000000000000:maitred-test-venue-bar';

    expect(covers(grant, 'email', { action: 'sns:Publish', resource: PHONE_NUMBER })).toBe(true);
    expect(covers(grant, 'email', { action: 'sns:Publish', resource: topic })).toBe(false);
  });

  it.each([
    [['playbook'], true],
    [['playbook', 'playbook-version'], true],
    [['playbook', 'key'], false],
    [['key'], false],
    [[], false],
  ])('for the playbook alone covers items of %j: %s', (leadingKeys, isCovered) => {
    const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/Config';
    const grant = aGrant('dynamodb:GetItem', table, { leadingKeys: ['playbook', 'playbook-version'] });

    expect(covers(grant, 'email', { action: 'dynamodb:GetItem', resource: table, leadingKeys })).toBe(
      isCovered,
    );
  });
});

describe('the grants of a template', () => {
  const reading = (statement: object): ReadResources => {
    const resources: Record<string, object[]> = {
      'AWS::Lambda::Function': [{ label: 'NotYet', properties: { Role: 'arn:aws:iam::0:role/r' } }],
      'AWS::IAM::Policy': [{ properties: { Roles: ['r'], PolicyDocument: { Statement: [statement] } } }],
    };
    return ((type) => resources[type] ?? []) as ReadResources;
  };
  const statement = { Effect: 'Allow', Action: ['a:B', 'a:C'], Resource: ['x', 'y'] };

  it('are each action on each resource, for the function that has the role', () => {
    expect(
      readGrants(reading(statement)).map(
        ({ functionName, action, resource }) => `${functionName} ${action} ${resource}`,
      ),
    ).toEqual(['not-yet a:B x', 'not-yet a:B y', 'not-yet a:C x', 'not-yet a:C y']);
  });

  it('keep the conditions that they stand under', () => {
    const Condition = {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['key'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
      StringEquals: { 'aws:ResourceTag/maitred-stage': 'prod' },
    };

    expect(readGrants(reading({ ...statement, Condition }))[0]).toMatchObject({
      leadingKeys: ['key'],
      resourceTags: { 'maitred-stage': 'prod' },
    });
  });

  it.each([
    [{ Effect: 'Deny' }, 'does not allow'],
    [{ Condition: { StringLike: { 'aws:ResourceTag/a': 'b' } } }, 'StringLike aws:ResourceTag/a'],
    [{ Condition: { StringEquals: { 'aws:SourceIp': '::1' } } }, 'StringEquals aws:SourceIp'],
    [{ Condition: { Null: { 'dynamodb:LeadingKeys': 'true' } } }, 'Null dynamodb:LeadingKeys'],
  ])('with %j are not understood, and that is said', (change, message) => {
    expect(() => readGrants(reading({ ...statement, ...change }))).toThrow(message);
  });
});
