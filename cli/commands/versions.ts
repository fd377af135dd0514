import type { ApiClient } from '../api-client.ts';
import { formatTable, type Terminal } from '../terminal.ts';

/** What is active, and since when: by a deploy or a rollback. */
export interface ActiveAnswer {
  readonly version: string;
  readonly ordinal: number;
  readonly since?: string;
  /** The source of the key that made it active; absent for a stack. */
  readonly by?: string;
}

/** What the API answers of the versions that were deployed. */
export interface VersionsAnswer {
  /** Null before the first deploy. */
  readonly active: ActiveAnswer | null;
  readonly versions: readonly {
    readonly version: string;
    readonly name: string;
    readonly ordinal: number;
    readonly deployedAt: string;
    /** The source of the key that deployed it; absent for a stack. */
    readonly by?: string;
    /** How many of its campaigns include existing members. */
    readonly including: number;
    readonly isActive: boolean;
  }[];
}

/** `maitred versions`: every version that was deployed, the latest first. @throws CommandError */
export async function listVersions(terminal: Terminal, api: ApiClient): Promise<void> {
  const { active, versions } = await api.call<VersionsAnswer>('GET', '/v1/playbook/versions');
  if (versions.length === 0) return terminal.out('no playbook was deployed yet');
  const rows = versions.map(({ version, name, ordinal, deployedAt, by, isActive }) => {
    // A rollback takes a number too, which no version's row has.
    const moved = isActive && active !== null ? active : { ordinal, since: deployedAt, by };
    return [
      isActive ? '→' : ' ',
      version,
      String(moved.ordinal),
      moved.since ?? deployedAt,
      moved.by ?? '',
      name,
    ];
  });
  terminal.out(formatTable(terminal, [[' ', 'version', 'deploy', 'at', 'by', 'playbook'], ...rows]));
}
