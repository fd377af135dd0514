import type { ApiClient } from '../api-client.ts';
import { formatTable, type Terminal } from '../terminal.ts';

interface VersionsAnswer {
  readonly versions: readonly {
    readonly version: string;
    readonly name: string;
    readonly ordinal: number;
    readonly deployedAt: string;
    readonly isActive: boolean;
  }[];
}

interface RollbackAnswer {
  readonly status: 'deployed' | 'unchanged';
  readonly version: string;
}

/** `maitred versions`: every version that was deployed, the latest first. @throws CommandError */
export async function listVersions(terminal: Terminal, api: ApiClient): Promise<void> {
  const { versions } = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  if (versions.length === 0) return terminal.out('no playbook was deployed yet');
  const rows = versions.map(({ version, name, ordinal, deployedAt, isActive }) => [
    isActive ? '→' : ' ',
    version,
    String(ordinal),
    deployedAt,
    name,
  ]);
  terminal.out(formatTable(terminal, [[' ', 'version', 'deploy', 'at', 'playbook'], ...rows]));
}

/** `maitred rollback`: makes an earlier version the active one. @throws CommandError */
export async function rollback(
  terminal: Terminal,
  api: ApiClient,
  version: string | undefined,
): Promise<void> {
  const body = version === undefined ? {} : { version };
  const answer = await api.call<RollbackAnswer>('POST', '/v1/playbook/rollback', body);
  const what = answer.status === 'unchanged' ? 'was active already' : 'is active again';
  // No number: `versions` counts deploys, and going back is none.
  terminal.out(`${terminal.style('green', '✓')} version ${answer.version} ${what} at ${api.url}`);
}
