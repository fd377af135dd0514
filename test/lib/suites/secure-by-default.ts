import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../../lambdas/contract/environment-variables.ts';
import type { ResolvedResource } from '../../../local/template/resource-reader.ts';
import { readerOf } from '../grants-of.ts';
import type { SynthesizedApp } from '../synthesized-app.ts';

interface PolicyStatement {
  readonly Effect: string;
  readonly Principal?: Readonly<Record<string, unknown>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What others reach by a policy of its own, and where that policy says whose it is. */
const REACHED_BY_OTHERS = [
  ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 's3:*'],
  ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'sqs:*'],
  ['AWS::SNS::Topic', 'AWS::SNS::TopicPolicy', 'sns:Publish'],
] as const;

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

function statementsOf({ properties }: ResolvedResource): readonly PolicyStatement[] {
  return (properties.PolicyDocument as { readonly Statement: readonly PolicyStatement[] }).Statement;
}

const isWithoutTls = ({ Condition }: PolicyStatement) => Condition?.Bool?.['aws:SecureTransport'] === 'false';

/** What holds for every resource of a kind, whoever adds one. */
export function describeSecureByDefault(app: SynthesizedApp): void {
  const read = readerOf(app);
  const of = (type: string) => read(type).map((resource) => [resource.logicalId, resource] as const);

  describe.each(REACHED_BY_OTHERS)('%s', (type, policyType, action) => {
    test.each(of(type))('%s is used over TLS alone', (_id, resource) => {
      const refused = read(policyType)
        .flatMap(statementsOf)
        .filter((statement) => statement.Effect === 'Deny' && isWithoutTls(statement))
        .filter((statement) => list(statement.Action).includes(action))
        .flatMap((statement) => list(statement.Resource));

      expect(refused).toContain(resource.arn());
    });

    test('is opened to a service of AWS only for what is ours', () => {
      const open = read(policyType)
        .flatMap(statementsOf)
        .filter(({ Effect }) => Effect === 'Allow')
        .filter(({ Condition = {} }) => {
          const keys = Object.values(Condition).flatMap((asked) => Object.keys(asked));
          return !keys.some((key) => /^(aws|AWS):Source(Arn|Account|Owner)$/.test(key));
        });

      expect(open).toEqual([]);
    });
  });

  describe('at rest', () => {
    test.each(of('AWS::S3::Bucket'))('%s is encrypted', (_id, { properties }) => {
      expect(properties.BucketEncryption).toBeDefined();
    });

    test.each(of('AWS::SQS::Queue'))('%s is encrypted', (_id, { properties }) => {
      expect(properties.SqsManagedSseEnabled).toBe(true);
    });

    test.each(of('AWS::SNS::Topic'))('%s is encrypted', (_id, { properties }) => {
      expect(properties.KmsMasterKeyId).toBeDefined();
    });

    test.each(of('AWS::KMS::Key'))('the key %s is rotated', (_id, { properties }) => {
      expect(properties.EnableKeyRotation).toBe(true);
    });
  });

  describe('a function', () => {
    test.each(of('AWS::Lambda::Permission'))('%s lets in only what is ours', (_id, { properties }) => {
      expect(properties.Principal).toMatch(/\.amazonaws\.com$/);
      expect(String(properties.SourceArn)).toMatch(/^arn:aws:\w[\w-]*:us-east-1:000000000000:./);
    });

    test.each(of('AWS::IAM::Role'))('the role %s is taken by nobody but Lambda', (_id, { properties }) => {
      const { Statement } = properties.AssumeRolePolicyDocument as { Statement: PolicyStatement[] };

      expect(Statement.map(({ Principal }) => Principal)).toEqual([{ Service: 'lambda.amazonaws.com' }]);
    });

    test.each(of('AWS::Lambda::Function'))(
      '%s is told the name of a secret, never a secret',
      (_id, { properties }) => {
        const { Variables } = properties.Environment as { Variables: Readonly<Record<string, string>> };

        expect(JSON.stringify(Variables)).not.toMatch(/\{\{resolve:|whsec_|mk_[\w-]{20}/);
        expect(Object.keys(Variables).filter((name) => /SECRET|PASSWORD|TOKEN|_KEY/.test(name))).toEqual(
          ENVIRONMENT.linkSecretArn in Variables ? [ENVIRONMENT.linkSecretArn] : [],
        );
      },
    );
  });

  test.each(of('AWS::Logs::LogGroup'))('the log %s ends', (_id, { properties }) => {
    expect(properties.RetentionInDays).toBeGreaterThan(0);
  });
}
