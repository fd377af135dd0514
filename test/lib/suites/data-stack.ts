import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { TABLES, type TableName } from '../../../lambdas/contract/tables.ts';
import { resourcesOf, type SynthesizedApp } from '../synthesized-app.ts';

const DUE_KEYS = [
  { AttributeName: 'dueShard', KeyType: 'HASH' },
  { AttributeName: 'dueAt', KeyType: 'RANGE' },
];

/** Tables, buckets and the secret. */
export function describeDataStack({ data }: SynthesizedApp): void {
  function table(name: TableName) {
    const found = resourcesOf(data, 'AWS::DynamoDB::Table').find(([logicalId]) =>
      new RegExp(`^${name}[0-9A-F]{8}$`).test(logicalId),
    );
    if (!found) throw new Error(`no table ${name} in the template`);
    return found[1];
  }

  describe('tables', () => {
    test('there is one for each in the contract, and no other', () => {
      data.resourceCountIs('AWS::DynamoDB::Table', Object.keys(TABLES).length);
      data.resourceCountIs('AWS::DynamoDB::GlobalTable', 0);
    });

    test.each(Object.keys(TABLES) as TableName[])('%s has the keys that the contract names', (name) => {
      const definition: { partitionKey: string; sortKey?: string } = TABLES[name];
      const keys = [{ AttributeName: definition.partitionKey, KeyType: 'HASH' }];
      if (definition.sortKey) keys.push({ AttributeName: definition.sortKey, KeyType: 'RANGE' });

      expect(table(name).Properties.KeySchema).toEqual(keys);
    });

    test.each(Object.keys(TABLES) as TableName[])(
      '%s is on demand, recoverable for 35 days, protected and kept',
      (name) => {
        expect(table(name)).toMatchObject({
          DeletionPolicy: 'Retain',
          Properties: {
            BillingMode: 'PAY_PER_REQUEST',
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
            DeletionProtectionEnabled: true,
          },
        });
      },
    );

    test('Events and Profiles have a stream of new images, journeys and ledger rows of what they were before too', () => {
      const streams = (Object.keys(TABLES) as TableName[]).flatMap((name) => {
        const stream = table(name).Properties.StreamSpecification;
        return stream ? [[name, stream]] : [];
      });

      expect(streams).toEqual([
        ['Events', { StreamViewType: 'NEW_IMAGE' }],
        ['Profiles', { StreamViewType: 'NEW_IMAGE' }],
        ['Journeys', { StreamViewType: 'NEW_AND_OLD_IMAGES' }],
        ['Deliveries', { StreamViewType: 'NEW_AND_OLD_IMAGES' }],
      ]);
    });

    test('only events, quarantined records, and who has left a segment expire', () => {
      const expiring = (Object.keys(TABLES) as TableName[]).flatMap((name) => {
        const timeToLive = table(name).Properties.TimeToLiveSpecification;
        return timeToLive ? [[name, timeToLive]] : [];
      });
      const bySeconds = { AttributeName: 'expiresAt', Enabled: true };

      expect(expiring).toEqual([
        ['Events', bySeconds],
        ['Members', bySeconds],
        ['Quarantine', bySeconds],
      ]);
    });

    test.each([
      ['Profiles', 'wake'],
      ['Journeys', 'due'],
      ['Deliveries', 'due'],
      ['Offers', 'due'],
      ['Venues', 'due'],
    ] as const)('%s finds what is due by index %s, which holds keys only', (name, index) => {
      const { Properties } = table(name);

      expect(Properties.GlobalSecondaryIndexes).toContainEqual({
        IndexName: index,
        KeySchema: DUE_KEYS,
        Projection: { ProjectionType: 'KEYS_ONLY' },
      });
      expect(Properties.AttributeDefinitions).toEqual(
        expect.arrayContaining([
          { AttributeName: 'dueShard', AttributeType: 'N' },
          { AttributeName: 'dueAt', AttributeType: 'N' },
        ]),
      );
    });

    test('offers are also found by their holder', () => {
      expect(table('Offers').Properties.GlobalSecondaryIndexes).toContainEqual({
        IndexName: 'profile',
        KeySchema: [
          { AttributeName: 'profileId', KeyType: 'HASH' },
          { AttributeName: 'code', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      });
    });
  });

  describe('beside the tables', () => {
    test('failed batches tell the event bus that they were written, without a helper function', () => {
      data.hasResourceProperties('AWS::S3::Bucket', {
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      });
      data.resourceCountIs('AWS::Lambda::Function', 0);
    });

    test('buckets are private and kept, and answer over TLS alone', () => {
      data.allResources('AWS::S3::Bucket', {
        DeletionPolicy: 'Retain',
        Properties: {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      });
      data.resourceCountIs('AWS::S3::BucketPolicy', 2);
      data.allResourcesProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      });
    });

    test('a playbook that is overwritten or deleted can be brought back; failed batches, which are personal data, cannot', () => {
      const versioned = resourcesOf(data, 'AWS::S3::Bucket').map(([id, { Properties }]) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        Properties.VersioningConfiguration,
      ]);

      expect(Object.fromEntries(versioned)).toEqual({
        Playbooks: { Status: 'Enabled' },
        Failures: undefined,
      });
    });

    test('what was overwritten can be brought back for 30 days, and a failed batch is kept for 90', () => {
      const rules = resourcesOf(data, 'AWS::S3::Bucket').map(([id, { Properties }]) => [
        id.replace(/[0-9A-F]{8}$/, ''),
        Properties.LifecycleConfiguration,
      ]);

      expect(Object.fromEntries(rules)).toEqual({
        Playbooks: {
          Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' }],
        },
        Failures: { Rules: [{ ExpirationInDays: 90, Status: 'Enabled' }] },
      });
    });

    test('the table of keys is told, since the first key is written to it', () => {
      data.hasOutput('ConfigTable', { Value: { Ref: Match.stringLikeRegexp('^Config[0-9A-F]{8}$') } });
    });

    test('the key of unsubscribe links is generated and kept', () => {
      data.hasResource('AWS::SecretsManager::Secret', {
        DeletionPolicy: 'Retain',
        Properties: { GenerateSecretString: Match.objectLike({ PasswordLength: 64 }) },
      });
    });
  });
}
