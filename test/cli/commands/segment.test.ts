import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { typeCommand } from '../../support/type-command.ts';

const MEMBERS = [
  {
    profileId: 'p-1',
    since: '2026-03-02T10:00:00.000Z',
    identifiers: [
      { namespace: 'email', value: 'john@example.com' },
      { namespace: 'phone', value: '+4930123' },
    ],
    traits: { firstName: '=HYPERLINK("x")', tags: ['a', 'b'] },
    computed: { lifetimeValue: 512.5 },
  },
  { profileId: 'p-2', since: '2026-03-02T11:00:00.000Z', identifiers: [], traits: {}, computed: {} },
];

/** An API with two pages of members, one each; its calls are kept. */
const calls: string[] = [];
let befall: (url: URL) => boolean;
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost');
  calls.push(`${url.pathname}${url.search}`);
  const answer = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const segments = [{ id: 'vip', name: 'VIP', members: 2 }];
  const names = { namespaces: ['userId', 'email', 'phone'], computedTraits: ['lifetimeValue'] };
  if (url.pathname === '/v1/segments') answer(200, { segments, ...names });
  else if (url.pathname === '/v1/events/names')
    answer(200, { events: [], traits: ['firstName', 'tags', 'address.city'] });
  else if (befall(url)) answer(400, { detail: 'no list has given this cursor' });
  else if (!url.pathname.startsWith('/v1/segments/vip/'))
    answer(404, { detail: 'the active playbook has no such segment', hint: 'did you mean `vip`?' });
  else if (url.searchParams.has('cursor')) answer(200, { segment: 'vip', members: [MEMBERS[1]] });
  else answer(200, { segment: 'vip', members: [MEMBERS[0]], cursor: 'next' });
});
let environment: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'maitred-segment-'));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  environment = { MAITRED_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
beforeEach(() => {
  calls.length = 0;
  befall = () => false;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const exportVip = (...words: string[]) => typeCommand(['segment', 'export', 'vip', ...words], environment);

describe('maitred segment', () => {
  it('list: shows how many are in each', async () => {
    const { out, exitCode } = await typeCommand(['segment', 'list'], environment);
    expect(exitCode).toBe(0);
    expect(out).toContain('vip      2        VIP');
  });

  it('export: writes a JSON line for each member, page by page, and says how many', async () => {
    const { out, error } = await exportVip('--include', 'traits,identifiers');
    expect(out.split('\n').map((line) => JSON.parse(line))).toEqual(MEMBERS);
    expect(error).toContain('2 members of vip');
    expect(calls.filter((path) => path.includes('members'))).toEqual([
      '/v1/segments/vip/members?limit=200&include=traits%2Cidentifiers',
      '/v1/segments/vip/members?limit=200&include=traits%2Cidentifiers&cursor=next',
    ]);
  });

  it('export --format csv: has the same columns for everybody', async () => {
    const { out } = await exportVip('--format', 'csv', '--include', 'identifiers');
    expect(out.split('\n')).toEqual([
      'profileId,since,identifiers',
      'p-1,2026-03-02T10:00:00.000Z,email:john@example.com phone:+4930123',
      'p-2,2026-03-02T11:00:00.000Z,',
    ]);
  });

  it('export --columns: takes identifiers and traits by name, and no spreadsheet takes a cell for a formula', async () => {
    const { out } = await exportVip(
      '--format',
      'csv',
      '--columns',
      'email,phone,firstName,tags,lifetimeValue',
    );
    expect(out.split('\n').slice(0, 2)).toEqual([
      'profileId,since,email,phone,firstName,tags,lifetimeValue',
      `p-1,2026-03-02T10:00:00.000Z,john@example.com,'+4930123,"'=HYPERLINK(""x"")","[""a"",""b""]",512.5`,
    ]);
  });

  it('export --output: writes a file that only its owner reads', async () => {
    const output = join(folder, 'vip.csv');
    const { out, exitCode, error } = await exportVip('--format', 'csv', '--output', output);
    expect({ out, exitCode }).toEqual({ out: '', exitCode: 0 });
    expect(error).toContain(output);
    expect(readFileSync(output, 'utf8').split('\n')).toHaveLength(4);
    expect(statSync(output).mode & 0o777).toBe(0o600);
  });

  it('export --output: given a file that everybody may read, then the new one only its owner reads', async () => {
    const output = join(folder, 'old.csv');
    writeFileSync(output, 'of last week');
    chmodSync(output, 0o644);
    await exportVip('--format', 'csv', '--output', output);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(readFileSync(output, 'utf8')).toContain('p-2');
  });

  it('export --output: given one that fails half-way, then what stood there stands, and nothing beside it', async () => {
    const output = join(folder, 'half.csv');
    writeFileSync(output, 'of last week');
    befall = (url) => url.searchParams.has('cursor');
    expect((await exportVip('--output', output)).error).toContain('no list has given this cursor');
    expect(readFileSync(output, 'utf8')).toBe('of last week');
    expect(existsSync(`${output}.part`)).toBe(false);
  });

  it('export: given somebody who has read enough, as head does, then it ends without a word', async () => {
    befall = (url) => {
      url.searchParams.delete('cursor'); // pages without end
      return false;
    };
    const words = ['bin/maitred.ts', 'segment', 'export', 'vip'];
    const child = spawn(process.execPath, words, {
      env: { ...process.env, ...environment, NODE_NO_WARNINGS: '1' },
    });
    let complaint = '';
    child.stderr.on('data', (text) => (complaint += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const [exitCode] = await once(child, 'close');
    expect({ exitCode, complaint }).toEqual({ exitCode: 2, complaint: '' });
  });

  it.each([
    ['a segment that there is not', ['segment', 'export', 'vpi'], 1, 'did you mean `vip`?'],
    [
      'a part that there is not',
      ['segment', 'export', 'vip', '--include', 'orders'],
      2,
      'traits, identifiers',
    ],
    ['columns of JSON lines', ['segment', 'export', 'vip', '--columns', 'email'], 2, '--format csv'],
    [
      'a column that nobody has',
      ['segment', 'export', 'vip', '--format', 'csv', '--columns', 'email,fristName'],
      2,
      'did you mean `firstName`?',
    ],
    [
      'columns beside parts',
      ['segment', 'export', 'vip', '--format', 'csv', '--columns', 'email', '--include', 'traits'],
      2,
      'do not go together',
    ],
    ['no file', ['segment', 'export', 'vip', '--output', '/dev/null'], 2, 'it is no file'],
    [
      'a file that cannot be',
      ['segment', 'export', 'vip', '--output', '/nowhere/vip.csv'],
      2,
      'cannot be written',
    ],
  ])('given %s, then it says so', async (_what, words, exitCode, said) => {
    const typed = await typeCommand(words, environment);
    expect(typed.exitCode).toBe(exitCode);
    expect(typed.error).toContain(said);
  });
});
