import type { Node } from 'constructs';
import type { MaitredProps } from '../lib/maitred.ts';

/**
 * Reads what to deploy from the CDK context: `-c stage=prod -c playbook=playbooks/hotel -c disposable=true -c alarms=false`. What is
 * not said is left to the construct.
 * @throws Error if `disposable` or `alarms` is neither true nor false
 */
export function readContext(node: Node): Pick<MaitredProps, 'stage' | 'playbook' | 'disposable' | 'alarms'> {
  const stage: unknown = node.tryGetContext('stage');
  const playbook: unknown = node.tryGetContext('playbook');
  const alarms = readBoolean(node, 'alarms');
  return {
    ...(stage !== undefined && { stage: String(stage) }),
    ...(playbook !== undefined && { playbook: String(playbook) }),
    disposable: readBoolean(node, 'disposable') ?? false,
    ...(alarms !== undefined && { alarms: alarms && {} }),
  };
}

function readBoolean(node: Node, key: string): boolean | undefined {
  const value: unknown = node.tryGetContext(key);
  if (value === undefined) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`${key} ${JSON.stringify(value)}: use true or false`);
}
