import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { compileFolder } from '../../cli/compile-folder.ts';
import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import { StartError } from './start-error.ts';
import { PROJECT_FOLDER } from './synthesize.ts';

export const DEPLOY_PATH = '/v1/playbook/deploy';

/** A playbook, ready to be deployed over HTTP. */
export interface DeployablePlaybook {
  readonly name: string;
  readonly version: string;
  readonly body: string;
}

/**
 * Compiles a playbook's folder (relative to the working directory, else to the project).
 * @throws StartError with every problem, each with its file, line and column
 */
export async function compilePlaybookFolder(folder: string): Promise<DeployablePlaybook> {
  const compiled = await compileFolder(folder).catch((error: Error) => {
    throw new StartError(`The playbook ${folder} cannot be read: ${error.message}`);
  });
  if (compiled.program === undefined) {
    const lines = compiled.problems.map(
      ({ file, line, column, message, hint }) =>
        `  ${join(folder, file)}:${line}:${column}  ${message}${hint === undefined ? '' : ` (${hint})`}`,
    );
    throw new StartError(
      `The playbook ${folder} has ${lines.length === 1 ? 'a problem' : 'problems'}:\n${lines.join('\n')}`,
    );
  }
  const { program, templates, sources } = compiled;
  return { name: folder, version: program.version, body: JSON.stringify({ program, templates, sources }) };
}

/** The folder that PLAYBOOK names: from where the system is started, else from the project. */
export function playbookFolder(setting: string): string {
  if (isAbsolute(setting)) return setting;
  const inProject = join(PROJECT_FOLDER, setting);
  return !existsSync(setting) && existsSync(inProject) ? inProject : setting;
}

/**
 * Deploys over our own HTTP interface, as `maitred deploy` does.
 * @throws StartError with the answer when it is refused
 */
export async function deployPlaybook(url: string, playbook: DeployablePlaybook): Promise<void> {
  const response = await fetch(`${url}${DEPLOY_PATH}`, {
    method: 'POST',
    headers: { authorization: 'Bearer local-admin', 'content-type': 'application/json' },
    body: playbook.body,
  });
  if (!response.ok) {
    throw new StartError(
      `The playbook ${playbook.name} was not deployed: ${response.status} ${await response.text()}`,
    );
  }
}

/** The playbook that is active in what DATA_DIR kept, by the house's name; undefined if none is. */
export async function activePlaybook(
  call: CallDynamoDb,
  configTable: string,
): Promise<{ version: string; name: string } | undefined> {
  const read = async (kind: string, id: string) => {
    const Key = { kind: { S: kind }, id: { S: id } };
    const answer = await call('GetItem', { TableName: configTable, Key });
    return (answer as { Item?: { version?: { S?: string }; name?: { S?: string } } }).Item;
  };
  const version = (await read('playbook', 'active'))?.version?.S;
  if (version === undefined) return undefined;
  return { version, name: (await read('playbook-version', version))?.name?.S ?? 'another house' };
}
