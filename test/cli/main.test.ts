import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../support/an-api.ts';
import { typeCommand as run } from '../support/type-command.ts';

const VERSIONS = '/v1/playbook/versions';
const BACKFILL = '/v1/playbook/backfill';
const ACTIVE = {
  active: { version: 'bbb', ordinal: 2, since: '2026-01-01T00:00:00.000Z', by: 'office' },
  versions: [
    {
      version: 'bbb',
      name: 'Test House',
      ordinal: 2,
      deployedAt: '2026-01-01T00:00:00.000Z',
      by: 'office',
      including: 0,
      isActive: true,
    },
  ],
};
const BACKFILLED = {
  version: 'ccc',
  scanned: 10,
  updated: 5,
  queued: 1,
  failed: [],
  cursor: null,
  total: 40,
};

describe('maitred', () => {
  let folder: string;
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'playbook-'));
    await mkdir(join(folder, 'segments'));
    api = await openApi();
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await api.close();
  });
  beforeEach(async () => {
    api.reset();
    await writeFile(join(folder, 'playbook.yaml'), 'name: Test House\ntimezone: UTC\n');
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'when: { trait: tier, is: gold }\n');
  });

  it('check · given a playbook in order, then it says what it holds and ends with 0', async () => {
    const { exitCode, out } = await run(['check', folder]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/✓ Test House/);
    expect(out).toMatch(/1 segment, 0 computed traits, 0 campaigns, 0 templates, 0 stories/);
    expect(out).toMatch(/at most \d+ of 8192 bytes of state a guest, where values are of usual length/);
    expect(out).toMatch(/what only the version before remembers comes on top, until the next deploy/);
  });

  it('check · given problems, then each is shown with file, line, column and hint, and it ends with 1', async () => {
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'wen: everyone\n');
    const { exitCode, out } = await run(['check', folder]);
    expect(exitCode).toBe(1);
    expect(out).toContain('segments/vip.yaml:1:1  unknown key `wen`\n  did you mean `when`?');
    expect(out).toContain('1 problem');
  });

  it('check · given problems, then each shows the lines around it, with a caret', async () => {
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'name: VIP\nwen: everyone\n');
    const { out } = await run(['check', folder]);
    expect(out).toContain('    1 | name: VIP\n  > 2 | wen: everyone\n      | ^\n');
  });

  it('check · given --json, then problems are JSON, and the exit code is the same', async () => {
    expect(JSON.parse((await run(['check', '--json', folder])).out)).toEqual({
      playbooks: [{ folder, version: expect.stringMatching(/^[0-9a-f]{20}$/u) }],
      problems: [],
      warnings: [],
    });
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'wen: everyone\n');
    const { exitCode, out, error } = await run(['check', '--json', folder, 'playbooks/hotel']);
    const [hint, message] = ['did you mean `when`?', 'unknown key `wen`'];
    const file = join(folder, 'segments', 'vip.yaml');
    expect(exitCode).toBe(1);
    expect(error).toBe(`${folder} is not in order`);
    expect(JSON.parse(out)).toMatchObject({
      playbooks: [{ version: null }, { folder: 'playbooks/hotel' }],
      problems: [{ file, line: 1, column: 1, message, hint }],
    });
  });

  it('check · given what is probably not meant, then it is told, and refused with --strict alone', async () => {
    await writeFile(join(folder, 'playbook.yaml'), 'name: Test House\ntimezone: UTC\ncontrol: 100%\n');
    const [told, strict] = [await run(['check', folder]), await run(['check', '--strict', folder])];
    expect(told.exitCode).toBe(0);
    expect(told.out).toContain('✓ Test House');
    expect(told.out).toContain('playbook.yaml:3:10  everybody is in the group that gets no marketing');
    expect(told.out).toContain('1 warning');
    expect(strict.exitCode).toBe(1);
    expect(strict.error).toBe(`${folder} has warnings`);
  });

  it('check · given --json and what is probably not meant, then it is among the warnings', async () => {
    await writeFile(join(folder, 'playbook.yaml'), 'name: Test House\ntimezone: UTC\ncontrol: 100%\n');
    const { exitCode, out } = await run(['check', '--json', folder]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      problems: [],
      warnings: [{ file: join(folder, 'playbook.yaml'), line: 3, column: 10 }],
    });
    expect((await run(['check', '--json', '--strict', folder])).exitCode).toBe(1);
  });

  it('check · given several folders, then all are checked', async () => {
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'wen: everyone\n');
    const { exitCode, out, error } = await run(['check', folder, 'playbooks/hotel']);
    expect(exitCode).toBe(1);
    expect(out).toContain('Five Star Hotel');
    expect(error).toBe(`${folder} is not in order`);
  });

  it('check · given no such folder, then it says so and ends with 2', async () => {
    const { exitCode, error } = await run(['check', join(folder, 'nowhere')]);
    expect(exitCode).toBe(2);
    expect(error).toContain('there is no folder');
  });

  it.each(['check', 'deploy'])(
    '%s · given a folder that is no playbook’s, then that is all it says',
    async (command) => {
      await writeFile(join(folder, 'segments', 'broken.yaml'), 'a: [');
      const { exitCode, out, error } = await run([command, join(folder, 'segments')], api.environment);
      await rm(join(folder, 'segments', 'broken.yaml'));
      expect(exitCode).toBe(2);
      expect(error.split('\n')).toEqual([
        `there is no playbook.yaml in the folder ${join(folder, 'segments')}`,
        expect.stringContaining('Name the folder'),
      ]);
      expect(out).toBe('');
      expect(api.calls).toEqual([]);
    },
  );

  it('deploy · given no folder where no playbook is, then it asks for one and deploys nothing', async () => {
    const { exitCode, error } = await run(['deploy'], api.environment);
    expect(exitCode).toBe(2);
    expect(error).toMatch(/^there is no playbook\.yaml in this folder\nName the folder that holds/);
    expect(api.calls).toEqual([]);
  });

  it('deploy · given a playbook in order, then stories run first and the program, templates and files are sent', async () => {
    api.bodies[VERSIONS] = { active: null, versions: [] };
    api.bodies['/v1/playbook/deploy'] = { status: 'deployed', version: 'abc', ordinal: 1 };
    let callsBefore = -1;
    const { exitCode, out } = await run(['deploy', folder], api.environment, async () => {
      callsBefore = api.calls.length;
    });
    expect(exitCode).toBe(0);
    expect(callsBefore).toBe(1); // that deploys meanwhile are told from this one's basis
    expect(api.calls).toMatchObject([
      { method: 'GET', path: VERSIONS },
      { method: 'POST', path: '/v1/playbook/deploy', key: 'Bearer local-admin' },
    ]);
    const { expectedOrdinal, ...sent } = api.calls[1]?.body ?? {};
    expect(expectedOrdinal).toBe(0);
    expect(Object.keys(sent)).toEqual(['program', 'templates', 'sources']);
    expect(Object.keys(sent.sources ?? {})).toEqual(['playbook.yaml', 'segments/vip.yaml']);
    expect(out).toContain('version abc is active now');
  });

  it('deploy · given what is active, then it says what it is based on, and brings everybody to the new one', async () => {
    api.bodies[VERSIONS] = ACTIVE;
    api.bodies['/v1/playbook/deploy'] = { status: 'deployed', version: 'ccc', ordinal: 3 };
    api.bodies[BACKFILL] = { ...BACKFILLED, ordinal: 3 };
    api.meanwhile = ({ path }) => {
      if (path === '/v1/playbook/deploy')
        api.bodies[VERSIONS] = { ...ACTIVE, active: { version: 'ccc', ordinal: 3 } };
    };
    const progress = ['--progress-file', join(folder, 'progress.json')];
    const { exitCode, out } = await run(['deploy', folder, ...progress], api.environment);
    expect(exitCode).toBe(0);
    expect(out).toContain('based on version bbb (deploy 2, deployed 2026-01-01T00:00:00.000Z by office)');
    expect(out).toContain('✓ 20 guests brought up to date, 4 with long histories left to the refold queue');
    expect(api.calls.filter(({ path }) => path === BACKFILL).map(({ body }) => body)).toEqual(
      [0, 1, 2, 3].map((segment) => ({ segment, segments: 4 })),
    );
    expect(api.calls[1]?.body?.expectedOrdinal).toBe(2);
  });

  it('deploy · given a plan that it is based on, then that is what must be active; given --no-backfill, nobody is touched', async () => {
    api.bodies['/v1/playbook/deploy'] = { status: 'deployed', version: 'ccc', ordinal: 3 };
    await run(['deploy', folder, '--based-on', '1', '--no-backfill'], api.environment);
    expect(api.calls.map(({ path }) => path)).toEqual(['/v1/playbook/deploy']);
    expect(api.calls[0]?.body?.expectedOrdinal).toBe(1);
  });

  it('deploy · given problems, then nothing is sent', async () => {
    api.bodies[VERSIONS] = ACTIVE;
    await writeFile(join(folder, 'segments', 'vip.yaml'), 'wen: everyone\n');
    expect((await run(['deploy', folder], api.environment)).exitCode).toBe(1);
    expect(api.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('deploy · given somebody who was faster, then the problem is told and it ends with 1', async () => {
    Object.assign(api.answer, {
      status: 409,
      body: { title: 'Conflict', detail: 'somebody else has deployed meanwhile', hint: 'Look first.' },
    });
    const { exitCode, error } = await run(['deploy', folder], api.environment);
    expect(exitCode).toBe(1);
    expect(error).toBe('somebody else has deployed meanwhile\nLook first.');
  });

  it('deploy · given a version that was rolled back to, then it is based on that rollback, whoever did it', async () => {
    const active = { version: 'bbb', ordinal: 4, since: '2026-02-02T00:00:00.000Z', by: 'desk' };
    api.bodies[VERSIONS] = { ...ACTIVE, active };
    api.bodies['/v1/playbook/deploy'] = { status: 'deployed', version: 'ccc', ordinal: 5 };
    const { out } = await run(['deploy', folder, '--no-backfill'], api.environment);
    expect(out).toContain('version bbb (deploy 4, rolled back to 2026-02-02T00:00:00.000Z by desk)');
    const versions = await run(['versions'], api.environment);
    expect(versions.out.split('\n')[1]?.split(/\s{2,}/u)).toEqual([
      '→',
      'bbb',
      '4',
      '2026-02-02T00:00:00.000Z',
      'desk',
      'Test House',
    ]);
  });

  it('versions · given two, then the active one is marked', async () => {
    const version = { name: 'Test House', deployedAt: '2026-01-01T00:00:00.000Z' };
    api.answer.body = {
      active: { version: 'bbb', ordinal: 2 },
      versions: [
        { ...version, version: 'bbb', ordinal: 2, isActive: true },
        { ...version, version: 'aaa', ordinal: 1, isActive: false },
      ],
    };
    const { exitCode, out } = await run(['versions'], api.environment);
    expect(exitCode).toBe(0);
    expect(out.split('\n').map((line) => line.trim().split(/\s{2,}/)[0])).toEqual(['version', '→', 'aaa']);
  });

  it('rollback · given a version that includes members, then it says so beforehand', async () => {
    const [bbb] = ACTIVE.versions;
    const aaa = { ...bbb, version: 'aaa', ordinal: 1, isActive: false, including: 2 };
    api.bodies[VERSIONS] = { ...ACTIVE, versions: [bbb, aaa] };
    api.bodies['/v1/playbook/rollback'] = { status: 'deployed', version: 'aaa', ordinal: 3 };
    for (const words of [['rollback'], ['rollback', 'aaa']]) {
      const { error } = await run([...words, '--no-backfill'], api.environment);
      expect(error).toMatch(/^in version aaa 2 campaigns include existing members: guests who are inside/u);
    }
    expect((await run(['rollback', 'bbb', '--no-backfill'], api.environment)).error).toBe('');
  });

  it('rollback · given no version, then the server decides; given one, or the number of its deploy, it is sent', async () => {
    const [bbb] = ACTIVE.versions;
    const aaa = { ...bbb, version: 'aaa', ordinal: 1, isActive: false };
    api.bodies[VERSIONS] = { ...ACTIVE, versions: [bbb, aaa] };
    api.answer.body = { status: 'deployed', version: 'aaa', ordinal: 3 };
    const { out } = await run(['rollback', '--no-backfill'], api.environment);
    expect(out).toContain(
      `✓ version aaa is active again at ${api.environment.MAITRED_URL?.replace(/\/$/, '')}`,
    );
    expect(out).toContain('follows with each guest’s next event, or with `maitred backfill`');
    for (const named of ['aaa', '1']) await run(['rollback', named, '--no-backfill'], api.environment);
    const sent = api.calls.filter(({ method }) => method === 'POST');
    expect(sent.map(({ body }) => body)).toEqual([{}, { version: 'aaa' }, { version: 'aaa' }]);
  });

  it.each(['nosuch', '99', ''])(
    'rollback · given %j, which there is not, then it says what there is',
    async (named) => {
      api.bodies[VERSIONS] = ACTIVE;
      const { exitCode, error } = await run(['rollback', named, '--no-backfill'], api.environment);
      expect(exitCode).toBe(1);
      expect(error).toContain(`there is no version or deploy ${named}`);
      expect(error).toContain('maitred versions');
      expect(api.calls.map(({ method }) => method)).toEqual(['GET']);
    },
  );

  it('given an address elsewhere and no key, then it asks for one and calls nobody', async () => {
    const { exitCode, error } = await run(['versions'], { MAITRED_URL: 'https://api.example.com' });
    expect(exitCode).toBe(2);
    expect(error).toContain('MAITRED_KEY');
  });

  it('given nobody who answers, then it says what to start', async () => {
    const { exitCode, error } = await run(['versions'], { MAITRED_URL: 'http://127.0.0.1:1' });
    expect(exitCode).toBe(2);
    expect(error).toContain('npm start');
  });

  it.each(['tail', 'preview', 'redrive', 'demo'])(
    '%s · not supported yet, and not offered',
    async (command) => {
      const { exitCode, error } = await run([command, '--guest', 'x']);
      expect(exitCode).toBe(2);
      expect(error).toBe(`maitred ${command} is not supported yet`);
      expect((await run(['--help'])).out).not.toMatch(new RegExp(`^  ${command} `, 'm'));
    },
  );

  it('given a command that there is not, then it ends with 2', async () => {
    expect((await run(['chekc'])).exitCode).toBe(2);
  });
});
