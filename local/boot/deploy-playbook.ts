import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compileFolder } from '../../cli/compile-folder.ts';
import type { CallDynamoDb } from '../aws/dynamodb-caller.ts';
import { StartError } from './start-error.ts';
import { PROJECT_FOLDER } from './synthesize.ts';

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
  return existsSync(setting) ? setting : join(PROJECT_FOLDER, setting);
}

/**
 * Deploys over our own HTTP interface, as `maitred deploy` does.
 * @throws StartError with the answer when it is refused
 */
export async function deployPlaybook(url: string, playbook: DeployablePlaybook): Promise<void> {
  const response = await fetch(`${url}/v1/playbook/deploy`, {
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

/** The version that is active in what DATA_DIR kept; undefined if none is. */
export async function activeVersion(call: CallDynamoDb, configTable: string): Promise<string | undefined> {
  const answer = await call('GetItem', {
    TableName: configTable,
    Key: { kind: { S: 'playbook' }, id: { S: 'active' } },
  });
  const { Item } = answer as { Item?: { version?: { S?: string } } };
  return Item?.version?.S;
}
