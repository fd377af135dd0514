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
  /** True if what a browser says links nothing without a proof of its userId. */
  readonly requiresIdentityProof?: boolean;
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
  readonly requiresIdentityProof?: boolean;
  /** Requests a second. */
  readonly limit?: number;
  /** The table to write the key to, where there is no key yet to make it with. */
  readonly configTable?: string;
}

/** `maitred keys create`: makes a key and shows it, once. @throws CommandError */
export async function createKey(terminal: Terminal, api: ApiClient, options: NewKeyOptions): Promise<void> {
  const { source, scope: scopes, type, venue, requiresIdentityProof, limit } = options;
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
    ...(requiresIdentityProof !== undefined && { requiresIdentityProof }),
    ...(limit !== undefined && { limit }),
  };
  const made = await api.call<MadeKey>('POST', '/v1/keys', body);
  showKey(terminal, { key: made.key, keyId: made.keyId, source });
  if (made.identityProofSecret !== undefined) showProofSecret(terminal, made.identityProofSecret);
}

type MadeKey = KeyAnswer & { readonly key: string; readonly identityProofSecret?: string };

/** On the second line of the output: the first is the key, as ever. */
function showProofSecret(terminal: Terminal, secret: string): void {
  terminal.out(secret);
  terminal.error(
    terminal.style(
      'dim',
      'the second line is the secret of its identity proofs: keep it on your server, it is never shown again',
    ),
  );
}

/** The key alone goes to the output, so that a shell can take it. */
export function showKey(
  terminal: Terminal,
  { key, keyId, source }: { readonly key: string; readonly keyId: string; readonly source: string },
): void {
  terminal.out(key);
  terminal.error(terminal.style('dim', `key ${keyId} for ${source}: keep it now, it is never shown again`));
}

const COLUMNS = ['key', 'source', 'type', 'scopes', 'proof', 'created', 'revoked', 'limit', 'last limited'];

/** `maitred keys list`: every key, without its secret. @throws CommandError */
export async function listKeys(terminal: Terminal, api: ApiClient): Promise<void> {
  const { keys } = await api.call<{ keys: readonly KeyAnswer[] }>('GET', '/v1/keys');
  const rows = keys.map((key) => [
    key.keyId,
    key.source,
    key.type,
    key.scopes.join(', '),
    key.requiresIdentityProof === true ? 'required' : '',
    key.createdAt,
    key.revokedAt ?? '',
    key.limit === undefined ? '' : `${key.limit}/s`,
    key.limited ? `${key.limited.at}: ${key.limited.requests} in 10 s` : '',
  ]);
  terminal.out(formatTable(terminal, [COLUMNS, ...rows]));
}

/** `maitred keys revoke`: ends a key, within half a minute everywhere. @throws CommandError */
export async function revokeKey(terminal: Terminal, api: ApiClient, keyId: string): Promise<void> {
  await api.call('DELETE', `/v1/keys/${encodeURIComponent(keyId)}`);
  terminal.out(`${terminal.style('green', '✓')} key ${keyId} is revoked`);
}
