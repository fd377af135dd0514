import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyStore } from '../../lambdas/adapters/key-store.ts';
import { type RunningTables, startTables } from '../support/dynamodb-tables.ts';
import { typeCommand as run } from '../support/type-command.ts';

const TABLE = 'Config';
const ANOTHER_TABLE = 'Events';
const FIRST_KEY = ['keys', 'create', '--scope', 'admin', '--source', 'first-admin', '--config-table'];

describe('maitred keys create --config-table', () => {
  let tables: RunningTables;
  beforeAll(async () => {
    tables = await startTables([TABLE, ANOTHER_TABLE]);
  });
  afterAll(async () => tables?.stop());
  beforeEach(async () => {
    const { hostname = '', port = 0 } = (await tables.client.config.endpoint?.()) ?? {};
    vi.stubEnv('AWS_ENDPOINT_URL', `http://${hostname}:${port}`);
    vi.stubEnv('AWS_REGION', 'local');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(() => vi.unstubAllEnvs());

  it('given an empty table and no key, then the only line of output is a key of an administrator', async () => {
    const { exitCode, out, error } = await run([...FIRST_KEY, TABLE]);

    expect(exitCode).toBe(0);
    expect(out).toMatch(/^mk_[\w-]{32}$/);
    const keys = createKeyStore({ client: tables.client, configTable: TABLE });
    const key = await keys.find(out);
    expect(key).toMatchObject({ source: 'first-admin', scopes: ['admin'], type: 'server' });
    expect(error).toContain(key?.keyId);
  });

  it('given another scope, then it says which key to make first', async () => {
    const words = ['keys', 'create', '--scope', 'collect', '--config-table', TABLE];
    const { exitCode, error } = await run(words);

    expect(exitCode).toBe(2);
    expect(error).toContain('--scope admin');
  });

  it('given a source that is no name, then it says what one is', async () => {
    const { exitCode, error } = await run([...FIRST_KEY, TABLE, '--source', 'a/b']);

    expect(exitCode).toBe(2);
    expect(error).toContain('--source must be a short name');
  });

  it('given no such table, then it says where to find its name, and in which region it looked', async () => {
    const { exitCode, error } = await run([...FIRST_KEY, 'nowhere']);

    expect(exitCode).toBe(2);
    expect(error).toContain('no table nowhere in local');
    expect(error).toContain('ConfigTable');
  });

  it.each(['', ' '])(
    'given the name "%s", as of an output that is not there, then nothing is called',
    async (name) => {
      vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
      const { exitCode, error } = await run([...FIRST_KEY, name]);

      expect(exitCode).toBe(2);
      expect(error).toContain('--config-table is empty');
      expect(error).toContain('ConfigTable');
    },
  );

  it.each([ANOTHER_TABLE, 'no name'])('given %s, then it says that this is not the table', async (name) => {
    const { exitCode, error } = await run([...FIRST_KEY, name]);

    expect(exitCode).toBe(2);
    expect(error).toContain(`${name} is not the Config table`);
    expect(error).toContain('ConfigTable');
  });

  it('given a key already, when another is made so, then both hold: it is the way back in', async () => {
    const keys = createKeyStore({ client: tables.client, configTable: TABLE });
    const [first, second] = [await run([...FIRST_KEY, TABLE]), await run([...FIRST_KEY, TABLE])];

    for (const { out } of [first, second]) expect(await keys.find(out)).toMatchObject({ scopes: ['admin'] });
  });

  it('given no region, then it asks for one', async () => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    const { exitCode, error } = await run([...FIRST_KEY, TABLE]);

    expect(exitCode).toBe(2);
    expect(error).toContain('AWS_REGION');
  });

  it('given no credentials, then it says how to give some', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    const { exitCode, error } = await run([...FIRST_KEY, TABLE]);

    expect(exitCode).toBe(2);
    expect(error).toContain('no AWS credentials');
    expect(error).toContain('AWS_PROFILE');
  });
});
