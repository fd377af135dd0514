import type { ApiClient } from '../api-client.ts';
import { CommandError } from '../command-error.ts';
import { formatTable, type Terminal } from '../terminal.ts';

interface KeyAnswer {
  readonly keyId: string;
  readonly source: string;
  readonly scopes: readonly string[];
  readonly type: string;
  readonly createdAt: string;
  readonly revokedAt?: string | null;
  /** Requests a second. */
  readonly limit?: number;
  /** When it was last refused for sending more, and how much it had sent in those ten seconds. */
  readonly limited?: { readonly at: string; readonly requests: number } | null;
}

export interface NewKeyOptions {
  readonly source: string;
  readonly scope: readonly string[];
  readonly type: string;
  readonly venue?: string;
  /** Requests a second. */
  readonly limit?: number;
  /** The table to write the key to, where there is no key yet to make it with. */
  readonly configTable?: string;
}

/** `maitred keys create`: makes a key and shows it, once. @throws CommandError */
export async function createKey(terminal: Terminal, api: ApiClient, options: NewKeyOptions): Promise<void> {
  const { source, scope: scopes, type, venue, limit } = options;
  if (scopes.includes('staff') && venue === undefined) {
    throw new CommandError('a key for staff is for one venue', {
      hint: 'Name it: --venue <id>, as in the playbook.',
    });
  }
  const body = {
    source,
    scopes,
    type,
    ...(venue !== undefined && { venue }),
    ...(limit !== undefined && { limit }),
  };
  const { key, keyId } = await api.call<KeyAnswer & { key: string }>('POST', '/v1/keys', body);
  showKey(terminal, { key, keyId, source });
}

/** The key alone goes to the output, so that a shell can take it. */
export function showKey(
  terminal: Terminal,
  { key, keyId, source }: { readonly key: string; readonly keyId: string; readonly source: string },
): void {
  terminal.out(key);
  terminal.error(terminal.style('dim', `key ${keyId} for ${source}: keep it now, it is never shown again`));
}

const COLUMNS = ['key', 'source', 'type', 'scopes', 'created', 'revoked', 'limit', 'last limited'];

/** `maitred keys list`: every key, without its secret. @throws CommandError */
export async function listKeys(terminal: Terminal, api: ApiClient): Promise<void> {
  const { keys } = await api.call<{ keys: readonly KeyAnswer[] }>('GET', '/v1/keys');
  const rows = keys.map(({ keyId, source, type, scopes, createdAt, revokedAt, limit, limited }) => [
    keyId,
    source,
    type,
    scopes.join(', '),
    createdAt,
    revokedAt ?? '',
    limit === undefined ? '' : `${limit}/s`,
    limited ? `${limited.at}: ${limited.requests} in 10 s` : '',
  ]);
  terminal.out(formatTable(terminal, [COLUMNS, ...rows]));
}

/** `maitred keys revoke`: ends a key, within half a minute everywhere. @throws CommandError */
export async function revokeKey(terminal: Terminal, api: ApiClient, keyId: string): Promise<void> {
  await api.call('DELETE', `/v1/keys/${encodeURIComponent(keyId)}`);
  terminal.out(`${terminal.style('green', '✓')} key ${keyId} is revoked`);
}
