import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUnsubscribeToken, signUnsubscribeToken } from '../../../lambdas/adapters/link-token.ts';

const CLAIM = { profileId: 'p-john', purpose: 'marketing', campaign: 'win-back', step: '2' };

describe('unsubscribe tokens', () => {
  it('read back what was signed, and are safe in a path', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (profileId, purpose, secret) => {
        fc.pre(profileId.length + purpose.length < 300);
        const token = signUnsubscribeToken(secret, { profileId, purpose });
        expect(token).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
        expect(readUnsubscribeToken(secret, token)).toEqual({ profileId, purpose });
      }),
    );
  });

  it('are nothing under another key', () => {
    expect(readUnsubscribeToken('other', signUnsubscribeToken('key', CLAIM))).toBeUndefined();
  });

  it('are nothing once a character of the claim or the signature was changed', () => {
    const token = signUnsubscribeToken('key', CLAIM);
    const [claim = '', signature = ''] = token.split('.');
    const forged = Buffer.from('["p-jane","marketing",null,null]').toString('base64url');
    expect(readUnsubscribeToken('key', `${forged}.${signature}`)).toBeUndefined();
    expect(readUnsubscribeToken('key', `${claim}.${signature.slice(1)}`)).toBeUndefined();
    expect(readUnsubscribeToken('key', `${claim}.`)).toBeUndefined();
  });

  it.each(['', '.', 'a', 'a.b', 'a.b.c', 'x'.repeat(5000)])(
    'are nothing if they never were one: %.20s',
    (text) => {
      expect(readUnsubscribeToken('key', text)).toBeUndefined();
    },
  );
});
