import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { PlaybookContent } from '../../adapters/playbook-uploads.ts';
import { DeployConflictError, type PlaybookPointer } from '../../adapters/playbook-versions.ts';
import {
  type DeployDependencies,
  type DeployResult,
  deployed,
  deployPlaybook,
  describeDeploy,
  keepActive,
} from './deploy-playbook.ts';
import { movePointer } from './move-pointer.ts';

/** What a stack asks for. */
export interface StackPlaybook {
  readonly version: string;
  /** What it asked for before this update. */
  readonly versionBefore?: string | undefined;
  readonly readContent: () => Promise<PlaybookContent>;
}

const ATTEMPTS = 3;

/**
 * Makes the stack's playbook the active one, over whatever others have deployed since: who changes it in the stack wants it. A
 * version that was deployed before is taken from where it is stored; when CloudFormation rolls back, the function's rights
 * do not name the former content any more. An update that failed before its version was deployed is undone by doing nothing.
 * @throws MaitredError; whatever it is, what was active before still is
 */
export async function deployStackPlaybook(
  dependencies: DeployDependencies,
  playbook: StackPlaybook,
): Promise<DeployResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deployOnce(dependencies, playbook);
    } catch (error) {
      // Somebody was faster by a moment: no reason to roll a whole stack back.
      if (!(error instanceof DeployConflictError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function deployOnce(
  dependencies: DeployDependencies,
  { version, versionBefore, readContent }: StackPlaybook,
): Promise<DeployResult> {
  const { versions } = dependencies;
  if ((await versions.version(version)) === undefined) {
    const content = await readContent();
    requireVersion(content, version);
    return deployPlaybook(dependencies, content);
  }
  const active = await versions.pointer();
  const wasNeverDeployed =
    versionBefore !== undefined && (await versions.version(versionBefore)) === undefined;
  if (active !== undefined && (active.version === version || wasNeverDeployed)) {
    return keepActive(dependencies, active);
  }
  return redeploy(dependencies, version, active);
}

/** CloudFormation would report the version that it asked for, whatever is deployed. */
function requireVersion({ program }: PlaybookContent, version: string): void {
  if (program?.version === version) return;
  throw new InvalidInputError(`the stack's playbook is version ${program?.version}, not ${version}`, {
    field: 'version',
    hint: 'Synthesize anew, in an empty folder: rm -r cdk.out, then cdk deploy.',
  });
}

/** As a deploy, of what is stored already: the version is now the one deployed last. */
async function redeploy(
  dependencies: DeployDependencies,
  version: string,
  active: PlaybookPointer | undefined,
): Promise<DeployResult> {
  const { versions, objects, ensureStaffTopics, clock } = dependencies;
  const program = await objects.readProgram(version);
  await ensureStaffTopics(Object.keys(program.venues));
  const moved = await movePointer(dependencies, { program, from: active }, (to) =>
    versions.activate({ ...to, ...describeDeploy(program, clock()) }, active),
  );
  return deployed(moved);
}
