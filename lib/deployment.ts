import type { Node } from 'constructs';

/** What one deployment of Maitred is: asked of the CDK context (`-c stage=prod -c disposable=true`). */
export interface Deployment {
  /** Part of the name of every stack and topic, and of the bus: `dev` unless said. */
  readonly stage: string;
  /** Whether destroying the stacks also destroys what the tables and buckets hold. */
  readonly disposable: boolean;
}

/** Short enough for the names that begin with it, and safe in each of them. */
const STAGE_PATTERN = /^[a-z][a-z0-9-]{0,15}$/;

/**
 * Reads the deployment from the app's context.
 * @throws Error if the stage cannot be part of a name, or `disposable` is neither true nor false.
 */
export function readDeployment(node: Node): Deployment {
  const stage: unknown = node.tryGetContext('stage') ?? 'dev';
  if (typeof stage !== 'string' || !STAGE_PATTERN.test(stage)) {
    throw new Error(
      `stage ${JSON.stringify(stage)}: use up to 16 lower-case letters, digits and hyphens, a letter first`,
    );
  }
  return { stage, disposable: readBoolean(node, 'disposable') };
}

function readBoolean(node: Node, key: string): boolean {
  const value: unknown = node.tryGetContext(key) ?? false;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new Error(`${key} ${JSON.stringify(value)}: use true or false`);
}
