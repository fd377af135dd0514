import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApi } from '../support/an-api.ts';
import { typeCommand as run } from '../support/type-command.ts';

describe('maitred keys', () => {
  let api: Awaited<ReturnType<typeof openApi>>;
  beforeAll(async () => {
    api = await openApi();
  });
  afterAll(async () => api.close());
  beforeEach(() => api.reset());

  it('given create, list and revoke, then the API is called and the key is the only line of output', async () => {
    api.answer.body = {
      keyId: 'k1',
      key: 'secret',
      source: 'web',
      scopes: ['collect'],
      type: 'browser',
      createdAt: '',
    };
    const created = await run(
      ['keys', 'create', '--source', 'web', '--scope', 'collect', '--type', 'browser'],
      api.environment,
    );
    expect(created.out).toBe('secret');
    api.answer.body = { keys: [api.answer.body] };
    const listed = await run(['keys', 'list'], api.environment);
    expect(listed.out).toContain('k1');
    expect(listed.out).not.toContain('secret');
    await run(['keys', 'revoke', 'k/1'], api.environment);
    expect(api.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/v1/keys', { source: 'web', scopes: ['collect'], type: 'browser' }],
      ['GET', '/v1/keys', undefined],
      ['DELETE', '/v1/keys/k%2F1', undefined],
    ]);
  });

  it('given a limit, then the key is asked for with it; given one that is no whole number, then nothing is asked', async () => {
    await run(['keys', 'create', '--scope', 'collect', '--limit', '50'], api.environment);
    expect(api.calls[0]?.body).toMatchObject({ limit: 50 });
    for (const limit of ['0', '1.5', '0x10', 'many']) {
      const refused = await run(['keys', 'create', '--scope', 'collect', '--limit', limit], api.environment);
      expect(refused.exitCode).not.toBe(0);
      expect(refused.error).toContain('whole number');
    }
    expect(api.calls).toHaveLength(1);
  });

  it('given list, then each key’s limit is shown, and when it was last over it', async () => {
    const key = { source: 'web', scopes: ['collect'], type: 'server', createdAt: '' };
    const limited = { at: '2026-03-02T10:00:00.000Z', requests: 5_012 };
    api.answer.body = {
      keys: [
        { ...key, keyId: 'k1', limit: 500, limited },
        { ...key, keyId: 'k2', limit: 50, limited: null },
      ],
    };
    const [, first, second] = (await run(['keys', 'list'], api.environment)).out.split('\n');
    expect(first).toContain('500/s  2026-03-02T10:00:00.000Z: 5012 in 10 s');
    expect(second?.endsWith('50/s')).toBe(true);
  });

  it('given a demand for proof, then the key is asked for with it, and its secret is the second line of output', async () => {
    const made = { keyId: 'k1', source: 'web', scopes: ['collect'], type: 'browser', createdAt: '' };
    api.answer.body = {
      ...made,
      requiresIdentityProof: true,
      key: 'the-key',
      identityProofSecret: 'the-secret',
    };
    const words = ['--scope', 'collect', '--type', 'browser', '--requires-identity-proof'];
    const created = await run(['keys', 'create', ...words], api.environment);
    expect(api.calls[0]?.body).toMatchObject({ type: 'browser', requiresIdentityProof: true });
    expect(created.out).toBe('the-key\nthe-secret');
    expect(created.error).toContain('never shown again');
    api.answer.body = {
      keys: [
        { ...made, requiresIdentityProof: true },
        { ...made, keyId: 'k2' },
      ],
    };
    const [, first, second] = (await run(['keys', 'list'], api.environment)).out.split('\n');
    expect(first).toContain('required');
    expect(second).not.toContain('required');
  });

  it('given create without a source, then it is called default', async () => {
    await run(['keys', 'create', '--scope', 'collect'], api.environment);
    expect(api.calls[0]?.body).toEqual({ source: 'default', scopes: ['collect'], type: 'server' });
  });

  it('given create for staff, then it asks for their venue', async () => {
    const { exitCode, error } = await run(['keys', 'create', '--scope', 'staff'], api.environment);
    expect(exitCode).toBe(2);
    expect(error).toContain('--venue');
    expect(api.calls).toEqual([]);
    await run(['keys', 'create', '--scope', 'staff', '--venue', 'bar'], api.environment);
    expect(api.calls[0]?.body).toMatchObject({ scopes: ['staff'], venue: 'bar' });
  });
});
