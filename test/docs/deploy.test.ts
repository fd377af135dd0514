import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKeyStore } from '../../lambdas/adapters/key-store.ts';
import { type RunningTables, startTables } from '../support/dynamodb-tables.ts';

const run = promisify(execFile);
const GUIDE = join(import.meta.dirname, '../../docs/deploy.md');
const TABLE = 'Config';

/** Stands for the AWS CLI: answers every stack's output with the table that there is. test/deploy has the real one. */
const AWS = `#!/usr/bin/env node
console.log('${TABLE}');
`;

let tables: RunningTables;
const folder = mkdtempSync(join(tmpdir(), 'maitred-guide-'));
beforeAll(async () => {
  tables = await startTables([TABLE]);
});
afterAll(async () => {
  await tables?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('given the guide, when its first key is made as it says, then that is a key of an administrator', async () => {
  const aws = join(folder, 'aws');
  writeFileSync(aws, AWS);
  chmodSync(aws, 0o755);
  const [commands = ''] = readFileSync(GUIDE, 'utf8')
    .split('```')
    .filter((block) => block.includes('--config-table'));
  const script = `${commands.replace(/^sh\n/, 'set -eu\n')}\nprintf %s "$MAITRED_KEY"`;
  const { hostname, port } = (await tables.client.config.endpoint?.()) ?? {};

  const { stdout: secret } = await run('bash', ['--norc', '-c', script], {
    env: {
      PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
      HOME: folder,
      AWS_ENDPOINT_URL: `http://${hostname}:${port}`,
      AWS_REGION: 'local',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });

  expect(secret).toMatch(/^mk_[\w-]{32}$/);
  expect(await createKeyStore({ client: tables.client, configTable: TABLE }).find(secret)).toMatchObject({
    source: 'first-admin',
    scopes: ['admin'],
    type: 'server',
  });
});
