import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../../support/an-api.ts';
import { typeCommand } from '../../support/type-command.ts';

describe('maitred check --seen', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  let folder: string;
  beforeAll(async () => {
    api = await openApi();
    folder = mkdtempSync(join(tmpdir(), 'maitred-seen-'));
    mkdirSync(join(folder, 'segments'));
    writeFileSync(join(folder, 'playbook.yaml'), 'name: Test House\ntimezone: UTC\n');
    writeFileSync(
      join(folder, 'segments', 'invited.yaml'),
      'when: { any: [{ list: press }, { event: Bookd }] }\n',
    );
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await api.close();
  });
  beforeEach(() => {
    api.reset();
    api.bodies['/v1/events/names'] = { events: [{ name: 'Booked', properties: [] }], traits: [] };
    api.bodies['/v1/lists'] = { lists: [{ list: 'press', loadedAt: '2026-03-02T10:00:00.000Z' }] };
  });
  const type = (...words: string[]) =>
    typeCommand(['check', '--seen', folder, ...words], { ...api.environment, MAITRED_KEY: 'k' });

  it('given a name that never came, then it says where it stands', async () => {
    const { out, exitCode } = await type();
    expect(exitCode).toBe(0);
    expect(out).toContain('the event `Bookd` was never received');
    expect(out).toContain('1 problem');
  });

  it('given --json, then problems are JSON, in the shape of check --json', async () => {
    const { out, exitCode } = await type('--json', '--strict');
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      playbooks: [{ folder }],
      problems: [
        { line: 1, message: 'the event `Bookd` was never received', hint: 'did you mean `Booked`?' },
      ],
    });
  });

  it('given a list whose first load was not finished, then it was never loaded', async () => {
    api.bodies['/v1/lists'] = { lists: [{ list: 'press', loadedAt: null }] };
    expect((await type()).out).toContain('the list `press` was never loaded');
  });

  it('given traits that a campaign sets, then nobody needs to have sent them', async () => {
    mkdirSync(join(folder, 'campaigns'));
    const set = 'set: { traits: { guestOf: "{{ event.properties.host }}" } }';
    const branch =
      'branch: [{ if: { trait: guestOf, is: Ann }, steps: [{ wait: { until: profile.arival } }] }]';
    writeFileSync(
      join(folder, 'campaigns', 'hosts.yaml'),
      `trigger: { event: Booked }\nsteps:\n  - ${set}\n  - ${branch}\n`,
    );
    const traits = ['arrival'];
    api.bodies['/v1/events/names'] = { events: [{ name: 'Booked', properties: ['host'] }], traits };
    const { out } = await type();
    expect(out).toContain('the trait `arival` was never received');
    expect(out).not.toContain('guestOf` was never received');
  });
});
