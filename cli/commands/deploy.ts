import type { ApiClient } from '../api-client.ts';
import type { CompiledFolder } from '../compile-folder.ts';
import type { Terminal } from '../terminal.ts';
import { check } from './check.ts';

interface DeployAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
  readonly ordinal: number;
}

/** Runs a playbook's stories. @throws CommandError if one fails */
export type RunStories = (terminal: Terminal, compiled: CompiledFolder) => Promise<void>;

export interface DeployOptions {
  readonly terminal: Terminal;
  readonly api: ApiClient;
  readonly folder: string;
  /** Run before anything is uploaded. */
  readonly runStories?: RunStories;
}

/** `maitred deploy`: checks, tests, uploads an immutable version and makes it the active one. @throws CommandError */
export async function deploy({ terminal, api, folder, runStories }: DeployOptions): Promise<void> {
  const compiled = await check(terminal, folder);
  await runStories?.(terminal, compiled);
  const { program, templates, sources } = compiled;
  const body = { program, templates, sources };
  const answer = await api.call<DeployAnswer>('POST', '/v1/playbook/deploy', body);
  const what = answer.status === 'unchanged' ? 'was active already' : 'is active now';
  terminal.out(
    `${terminal.style('green', '✓')} version ${answer.version} ${what} at ${api.url} (deploy ${answer.ordinal})`,
  );
}
