import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { afterAll, expect, it } from 'vitest';
import { decodeKey, hashSecret, KEY_KIND } from '../../lambdas/adapters/key-record.ts';
import { SCOPES } from '../../lambdas/contract/api-key.ts';

const GUIDE = join(import.meta.dirname, '../../docs/deploy.md');
const folder = mkdtempSync(join(tmpdir(), 'maitred-guide-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands for the AWS CLI: answers a stack's output with its name, and keeps what is put. */
const AWS = `#!/usr/bin/env node
const values = process.argv.slice(2);
const after = (name) => values[values.indexOf(name) + 1];
if (values[1] === 'describe-stacks') console.log(after('--stack-name') + '/' + /'(\\w+)'/.exec(after('--query'))[1]);
else require('node:fs').writeFileSync(process.env.PUT, JSON.stringify({ table: after('--table-name'), item: JSON.parse(after('--item')) }));
`;

it('given the guide, when its first key is made as it says, then that is a key of an administrator', () => {
  const aws = join(folder, 'aws');
  writeFileSync(aws, AWS);
  chmodSync(aws, 0o755);
  const [commands = ''] = readFileSync(GUIDE, 'utf8')
    .split('```')
    .filter((block) => block.includes('aws dynamodb put-item'));
  const script = `${commands.replace(/^sh\n/, 'set -eu\n')}\nprintf %s "$MAITRED_KEY"`;

  const put = join(folder, 'put.json');
  const PATH = [folder, dirname(process.execPath), process.env.PATH].join(delimiter);
  const secret = execFileSync('bash', ['--norc', '-c', script], {
    env: { PATH, PUT: put },
    encoding: 'utf8',
  });

  const { table, item } = JSON.parse(readFileSync(put, 'utf8')) as {
    table: string;
    item: Record<string, AttributeValue>;
  };
  const row = unmarshall(item);
  expect(table).toBe('MaitredData-prod/ConfigTable');
  expect(secret).toMatch(/^mk_[\w-]{32}$/);
  expect(row).toMatchObject({ kind: KEY_KIND, id: hashSecret(secret) });
  const key = decodeKey(row);
  expect(key).toEqual({
    keyId: 'first-admin',
    source: 'first-admin',
    scopes: ['admin'],
    type: 'server',
    createdAt: expect.any(Number),
  });
  expect(SCOPES).toEqual(expect.arrayContaining([...key.scopes]));
  expect(new Date(key.createdAt).getFullYear()).toBeGreaterThan(2025);
});
