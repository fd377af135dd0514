import type { DescribedUnderway } from '../../domain/playbook/program/describe-underway.ts';
import type { ApiClient } from '../api-client.ts';
import { printGivenUp } from '../print-given-up.ts';
import { readFolder } from '../read-folder.ts';
import type { Terminal } from '../terminal.ts';
import { type BackfillDependencies, type BackfillOptions, backfillTo } from './backfill.ts';
import { prepareUpload, type UploadOptions } from './prepare-upload.ts';
import type { VersionsAnswer } from './versions.ts';

interface DeployAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
  readonly ordinal: number;
  readonly givenUp?: readonly DescribedUnderway[];
}

export interface DeployOptions extends UploadOptions, BackfillOptions {
  /** The deploy that it was planned against; by default the one that is active when it begins. */
  readonly basedOn?: number;
  /** False leaves guests to their next event, or to `maitred backfill`. */
  readonly backfill: boolean;
}

/**
 * `maitred deploy`: says what it is based on, checks, tests, uploads an immutable version and makes it the active one, unless somebody else has deployed
 * since; then brings everybody to it.
 * @throws CommandError
 */
export async function deploy(dependencies: BackfillDependencies, options: DeployOptions): Promise<void> {
  const { terminal, api } = dependencies;
  // Before the stories, which take their time: whoever deploys meanwhile was not what this one was made from.
  await readFolder(options.folder);
  const expectedOrdinal = options.basedOn ?? (await readBasis(terminal, api));
  const upload = await prepareUpload(options);
  const body = { ...upload, expectedOrdinal };
  const answer = await api.call<DeployAnswer>('POST', '/v1/playbook/deploy', body);
  const { status, version, ordinal, givenUp } = answer;
  const what = status === 'unchanged' ? 'was active already' : 'is active now';
  terminal.out(
    `${terminal.style('green', '✓')} version ${version} ${what} at ${api.url} (deploy ${ordinal})`,
  );
  printGivenUp(terminal, givenUp);
  // Before the first deploy nobody is taken in.
  if (options.backfill && ordinal > 1) await backfillTo(dependencies, ordinal, options);
}

/** Says what is active, and so may be replaced. */
async function readBasis(terminal: Terminal, api: ApiClient): Promise<number> {
  const { active, versions } = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  if (active === null) return 0;
  const { version, ordinal, since, by } = active;
  const isDeployed = versions.some((row) => row.version === version && row.ordinal === ordinal);
  const at = since === undefined ? '' : `, ${isDeployed ? 'deployed' : 'rolled back to'} ${since}`;
  const who = by === undefined ? '' : ` by ${by}`;
  terminal.out(terminal.style('dim', `  based on version ${version} (deploy ${ordinal}${at}${who})`));
  return ordinal;
}
