import type { ApiClient } from '../api-client.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/** What the API answers of the versions that were deployed. */
export interface VersionsAnswer {
  /** Null before the first deploy. */
  readonly active: { readonly version: string; readonly ordinal: number } | null;
  readonly versions: readonly {
    readonly version: string;
    readonly name: string;
    readonly ordinal: number;
    readonly deployedAt: string;
    /** The source of the key that deployed it; absent for a stack. */
    readonly by?: string;
    readonly isActive: boolean;
  }[];
}

/** `maitred versions`: every version that was deployed, the latest first. @throws CommandError */
export async function listVersions(terminal: Terminal, api: ApiClient): Promise<void> {
  const { versions } = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  if (versions.length === 0) return terminal.out('no playbook was deployed yet');
  const rows = versions.map(({ version, name, ordinal, deployedAt, by = '', isActive }) => [
    isActive ? '→' : ' ',
    version,
    String(ordinal),
    deployedAt,
    by,
    name,
  ]);
  terminal.out(formatTable(terminal, [[' ', 'version', 'deploy', 'at', 'by', 'playbook'], ...rows]));
}
