import { kebabCase, type ReadResources } from '../template/resource-reader.ts';
import type { Right } from './needed-rights.ts';

/** One action on one pattern of resources that a policy lets a function do. */
export interface Grant {
  readonly functionName: string;
  readonly action: string;
  /** An ARN, with or without wildcards. */
  readonly resource: string;
  /** Whether `resource` is what is left out: everything else is granted. */
  readonly isExclusion: boolean;
  /** The only partition keys that it is granted on; any if absent. */
  readonly leadingKeys?: readonly string[];
  /** What the resource must be tagged with. Nothing on this machine has tags, so it is not asked here. */
  readonly resourceTags?: Readonly<Record<string, string>>;
}

type Texts = string | readonly string[];
type Conditions = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

interface Statement {
  readonly Effect: string;
  readonly Action: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Conditions;
}

const RESOURCE_TAG = 'aws:ResourceTag/';
const LEADING_KEYS = 'dynamodb:LeadingKeys';

/**
 * Every grant of the synthesized policies, by the function whose role has it.
 * @throws Error for a statement that does more than allow, or under a condition that this does not know
 */
export function readGrants(read: ReadResources): Grant[] {
  const functionOfRole = new Map(
    read('AWS::Lambda::Function').map(({ label, properties }) => [
      String(properties.Role).split('/').at(-1),
      kebabCase(label),
    ]),
  );
  return read('AWS::IAM::Policy').flatMap(({ properties }) => {
    const { Statement: statements } = properties.PolicyDocument as {
      readonly Statement: readonly Statement[];
    };
    return (properties.Roles as readonly string[]).flatMap((role) => {
      const functionName = functionOfRole.get(role) ?? role;
      return statements.flatMap((statement) => grantsOf(functionName, statement));
    });
  });
}

const list = (value: Texts | undefined) => (value === undefined ? [] : [value].flat());

function grantsOf(functionName: string, statement: Statement): Grant[] {
  if (statement.Effect !== 'Allow') throw new Error(`a statement of ${functionName} does not allow`);
  const isExclusion = statement.NotResource !== undefined;
  const resources = list(statement.NotResource ?? statement.Resource);
  const conditions = readConditions(functionName, statement.Condition ?? {});
  return list(statement.Action).flatMap((action) =>
    resources.map((resource) => ({ functionName, action, resource, isExclusion, ...conditions })),
  );
}

function readConditions(
  functionName: string,
  conditions: Conditions,
): Pick<Grant, 'leadingKeys' | 'resourceTags'> {
  const asked = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values) })),
  );
  let read: Pick<Grant, 'leadingKeys' | 'resourceTags'> = {};
  for (const { operator, key, values } of asked) {
    const [value, ...others] = values;
    if (operator === 'ForAllValues:StringEquals' && key === LEADING_KEYS)
      read = { ...read, leadingKeys: values };
    // Says that a call without keys is refused, as `covers` refuses it whether or not it is said.
    else if (operator === 'Null' && key === LEADING_KEYS && values.join() === 'false') continue;
    else if (operator === 'StringEquals' && key.startsWith(RESOURCE_TAG) && value && others.length === 0)
      read = { ...read, resourceTags: { ...read.resourceTags, [key.slice(RESOURCE_TAG.length)]: value } };
    else throw new Error(`a statement of ${functionName} has the condition ${operator} ${key}`);
  }
  return read;
}

/** Whether a grant covers what a function needs. */
export function covers(grant: Grant, functionName: string, right: Right): boolean {
  if (grant.functionName !== functionName || grant.action !== right.action) return false;
  if (isMatched(grant.resource, right.resource) === grant.isExclusion) return false;
  const { leadingKeys } = grant;
  // Without a key to judge, IAM's ForAllValues alone would let it through: here that counts as a mistake.
  if (leadingKeys === undefined) return true;
  const asked = right.leadingKeys ?? [];
  return asked.length > 0 && asked.every((key) => leadingKeys.includes(key));
}

function isMatched(pattern: string, resource: string): boolean {
  if (!pattern.includes('*')) return pattern === resource;
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(resource);
}
