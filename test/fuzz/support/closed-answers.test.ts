import { describe, expect, it } from 'vitest';
import { CLOSED_ANSWERS } from './closed-answers.ts';

const KEY = {
  keyId: 'k-1',
  source: 'shop',
  scopes: ['collect'],
  type: 'server',
  limit: 500,
  createdAt: '2026-03-02T09:00:00.000Z',
  revokedAt: null,
};

describe('the shapes of answers, closed', () => {
  it('given just what is documented, then it is taken', () => {
    expect(CLOSED_ANSWERS.key.safeParse(KEY).error).toBeUndefined();
    expect(CLOSED_ANSWERS.keys.safeParse({ keys: [{ ...KEY, limited: null }] }).error).toBeUndefined();
  });

  it.each([
    ['at the top', { keys: [], hash: 'a' }],
    ['inside a list', { keys: [{ ...KEY, limited: null, hash: 'a' }] }],
    ['where null could be', { keys: [{ ...KEY, limited: { at: KEY.createdAt, requests: 1, hash: 'a' } }] }],
  ])('given a field that is not documented, %s, then it is seen', (_where, answer) => {
    expect(CLOSED_ANSWERS.keys.safeParse(answer).error?.message).toContain('hash');
  });

  it('given an answer that says of itself that it holds more, then it may', () => {
    expect(CLOSED_ANSWERS.document.safeParse({ openapi: '3.1.0', paths: {} }).error).toBeUndefined();
  });
});
