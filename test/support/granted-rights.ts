import { kebabCase, type ReadResources } from '../../local/template/resource-reader.ts';
import type { Right } from './needed-rights.ts';

/** One action on one pattern of resources that a policy lets a function do. */
export interface Grant extends Right {
  readonly functionName: string;
  /** Whether `resource` is what is left out: everything else is granted. */
  readonly isExclusion: boolean;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
}

/**
 * Every grant of the synthesized policies, by the function whose role has it.
 * @throws Error for a statement that does more than allow
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

const list = (value: string | readonly string[] | undefined) => (value === undefined ? [] : [value].flat());

function grantsOf(functionName: string, statement: Statement): Grant[] {
  if (statement.Effect !== 'Allow') throw new Error(`a statement of ${functionName} does not allow`);
  const isExclusion = statement.NotResource !== undefined;
  const resources = list(statement.NotResource ?? statement.Resource);
  return list(statement.Action).flatMap((action) =>
    resources.map((resource) => ({ functionName, action, resource, isExclusion })),
  );
}

/** Whether a grant covers what a function needs. */
export function covers(grant: Grant, functionName: string, right: Right): boolean {
  if (grant.functionName !== functionName || grant.action !== right.action) return false;
  return isMatched(grant.resource, right.resource) !== grant.isExclusion;
}

function isMatched(pattern: string, resource: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(resource);
}
