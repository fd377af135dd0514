import { beforeEach, describe, expect, it } from 'vitest';
import { createPlaybook } from '../../../lambdas/handlers/playbook.ts';
import type { HttpHandler } from '../../../lambdas/runtime/http-handler.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aKey } from '../../support/a-collector.ts';
import { aProgram } from '../../support/a-program.ts';
import { callHttp } from '../../support/http-call.ts';
import { playbookContent, StoredPlaybooks } from '../../support/stored-playbooks.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const A = 'aaaaaaaaaaaaaaaaaaaa';
const B = 'bbbbbbbbbbbbbbbbbbbb';
const C = 'cccccccccccccccccccc';

describe('the playbook’s routes', () => {
  let house: StoredPlaybooks;
  let now: number;
  let handler: HttpHandler;
  const call = (route: string, body?: unknown, key = 'admin') => callHttp(handler, { route, key, body });
  const deploy = (version: string, more = {}) =>
    call('POST /v1/playbook/deploy', { ...playbookContent(version), ...more });
  beforeEach(() => {
    house = new StoredPlaybooks();
    now = NOW;
    handler = createPlaybook({
      ...house.dependencies(() => now),
      limitKey: async () => undefined,
      writeMetrics: () => {},
      findKey: async (secret) => aKey({ scopes: secret === 'admin' ? ['admin'] : ['collect'] }),
    });
  });

  it('given a first deploy, then objects, topics, row and pointer are written', async () => {
    const { status, body } = await deploy(A);
    expect([status, body]).toEqual([200, { status: 'deployed', version: A, ordinal: 1 }]);
    expect(house.contents.get(A)?.sources).toEqual({ 'playbook.yaml': 'name: Test House' });
    expect([...house.topics]).toEqual(['bar']);
    expect(house.rows.get(A)).toEqual({
      version: A,
      ordinal: 1,
      deployedAt: NOW,
      name: 'Test House',
      by: 'test',
    });
  });

  it('given what is active already, then nothing changes', async () => {
    await deploy(A);
    expect((await deploy(A)).body).toEqual({ status: 'unchanged', version: A, ordinal: 1 });
  });

  it('given two marketers who deploy at once, then one of them gets 409', async () => {
    await deploy(A);
    house.meanwhile = () => {
      house.meanwhile = () => {};
      house.pointer = { version: C, ordinal: 2 };
    };
    const { status, body } = await deploy(B);
    expect(status).toBe(409);
    expect(body.detail).toContain('somebody else has deployed meanwhile');
    expect(house.pointer).toEqual({ version: C, ordinal: 2 });
    expect(house.rows.has(B)).toBe(false);
  });

  it('given a playbook that is active, then it is answered as it was uploaded', async () => {
    await deploy(A);
    await deploy(B);
    const { program, templates } = playbookContent(B);
    const { status, body } = await call('GET /v1/playbook/active');
    expect([status, body]).toEqual([
      200,
      { version: B, ordinal: 2, program, templates: { ...templates, version: B } },
    ]);
  });

  it('given none, then 404', async () => {
    const { status, body } = await call('GET /v1/playbook/active');
    expect([status, body.detail]).toEqual([404, 'no playbook is deployed']);
  });

  it('given one that does not fit an answer, then it says so', async () => {
    await deploy(A);
    const templates = { version: A, templates: { mail: { html: 'x'.repeat(5_000_000) } } };
    house.contents.set(A, { ...playbookContent(A), templates });
    const { status, body } = await call('GET /v1/playbook/active');
    expect([status, body.detail]).toEqual([409, 'the active playbook is over 5 MB']);
  });

  it('given a key without the right to it, then nothing is answered', async () => {
    await deploy(A);
    expect((await call('GET /v1/playbook/active', undefined, 'write')).status).toBe(403);
  });

  it('given a version that names another program, then 400 and what it names stays', async () => {
    await deploy(A);
    await deploy(B);
    const program = { ...aProgram({ version: A }), name: 'Another House' };
    const { status, body } = await call('POST /v1/playbook/deploy', { ...playbookContent(A), program });
    expect([status, body.field]).toEqual([400, 'program.version']);
    expect(house.contents.get(A)?.program.name).toBe('Test House');
    expect((await deploy(A)).body).toEqual({ status: 'deployed', version: A, ordinal: 3 });
  });

  it('given a version whose program is lost, then deploying it again repairs it', async () => {
    await deploy(A);
    await deploy(B);
    house.lost.add(A);
    expect((await deploy(A)).status).toBe(200);
  });

  it('given an expectation of what is active that does not hold, then 409', async () => {
    await deploy(A);
    expect((await deploy(B, { expectedOrdinal: 0 })).status).toBe(409);
    expect((await deploy(B, { expectedOrdinal: 1 })).status).toBe(200);
  });

  it('given a rollback, then the version deployed before is active under a higher ordinal', async () => {
    await deploy(A);
    await deploy(B);
    const { body } = await call('POST /v1/playbook/rollback', {});
    expect(body).toEqual({ status: 'deployed', version: A, ordinal: 3 });
    expect((await call('POST /v1/playbook/rollback', {})).status).toBe(404);
    expect((await call('POST /v1/playbook/rollback', { version: B })).body).toEqual({
      status: 'deployed',
      version: B,
      ordinal: 4,
    });
  });

  it('given a rollback to what there is not, then 404', async () => {
    expect((await call('POST /v1/playbook/rollback', {})).status).toBe(404);
    await deploy(A);
    expect((await call('POST /v1/playbook/rollback', { version: B })).status).toBe(404);
  });

  it('given versions, then they are listed, the latest deployed first', async () => {
    await deploy(A);
    await deploy(B);
    now += 3_600_000;
    await call('POST /v1/playbook/rollback', { version: A });
    const { body } = await call('GET /v1/playbook/versions');
    expect(body.active).toEqual({ version: A, ordinal: 3, since: '2026-03-02T10:00:00.000Z', by: 'test' });
    const deployed = { name: 'Test House', deployedAt: '2026-03-02T09:00:00.000Z', by: 'test', including: 0 };
    expect(body.versions).toEqual([
      { ...deployed, version: B, ordinal: 2, isActive: false },
      { ...deployed, version: A, ordinal: 1, isActive: true },
    ]);
  });

  it('given a version of which campaigns include members, then it says how many', async () => {
    const hello = aCampaign({ id: 'hello', includeExisting: true });
    const campaigns = { hello, 'win-back': aCampaign() };
    await deploy(A, { program: { ...playbookContent(A).program, campaigns } });
    const { body } = await call('GET /v1/playbook/versions');
    expect(body.versions).toMatchObject([{ version: A, including: 1 }]);
  });

  it('given a body that is no playbook, then 400 says which field', async () => {
    const { status, body } = await deploy('../../x');
    expect(status).toBe(400);
    expect(body.detail).toContain('program.version');
    expect((await call('POST /v1/playbook/deploy', {})).status).toBe(400);
  });

  it('given a program that cannot be run, then it is refused before anything is written', async () => {
    const matches = {
      path: ['a'],
      matcher: { tests: [{ op: 'matches', text: '(' }], ignoreCase: false },
    };
    const of = { names: ['X'], where: [matches] };
    const program = aProgram({ version: A, aggregates: { x: { kind: 'times', of: of as never, keep: 1 } } });
    expect((await call('POST /v1/playbook/deploy', { ...playbookContent(A), program })).status).toBe(400);
    const broken = { ...aProgram({ version: A }), aggregates: { x: { kind: 'times' } } };
    expect((await call('POST /v1/playbook/deploy', { ...playbookContent(A), program: broken })).status).toBe(
      400,
    );
    expect(house.contents.size).toBe(0);
  });

  it.each([
    ['who is who', { identity: undefined }],
    ['which purposes there are', { consent: { marketing: {} } }],
    ['a name that its row could hold', { name: 'x'.repeat(2_000) }],
    [
      'venues that a topic could be named after',
      { venues: { 'The Bar': { id: 'bar', name: 'Bar', timezone: 'UTC' } } },
    ],
    ['ids that keys could be made of', { segments: [{ id: 'a#b', name: 'A', when: { kind: 'everyone' } }] }],
    ['steps', { campaigns: { c: { id: 'c', triggers: [] } } }],
  ])('given a program that does not say %s, then 400 and nothing is written', async (_, parts) => {
    const program = { ...aProgram({ version: A }), ...parts };
    const { status, body } = await call('POST /v1/playbook/deploy', { ...playbookContent(A), program });
    expect(status).toBe(400);
    expect(body.field).toMatch(/^program\./u);
    expect(house.contents.size).toBe(0);
  });

  it('given a playbook larger than a batch of events, then it is taken', async () => {
    const sources = { 'templates/x.liquid': 'x'.repeat(900 * 1024) };
    expect((await deploy(A, { sources })).status).toBe(200);
  });

  it('given a key without the scope admin, then 403', async () => {
    expect((await call('POST /v1/playbook/deploy', playbookContent(A), 'write')).status).toBe(403);
    expect((await call('GET /v1/playbook/versions', undefined, 'write')).status).toBe(403);
  });
});
