import { describe, expect, it } from 'vitest';
import { isIdentityProven, proveIdentity } from '../../../lambdas/adapters/identity-proof.ts';

describe('a proof of identity', () => {
  it('is of the userId in the form in which it identifies', () => {
    const proof = proveIdentity('s', 'john');
    expect(isIdentityProven('s', ' john ', proof)).toBe(true);
    expect(isIdentityProven('s', 'john', proof.toUpperCase())).toBe(true);
    expect(isIdentityProven('s', 42, proveIdentity('s', '42'))).toBe(true);
  });

  it.each(['jo\u200bhn', ' john', '\u202ejohn'])(
    'given one of %j, which only looks like john, then john is not proven',
    (name) => {
      expect(isIdentityProven('s', name, proveIdentity('s', name))).toBe(false);
    },
  );

  it.each([undefined, null, true, '', {}])('is of nobody for %j', (userId) => {
    expect(isIdentityProven('s', userId, proveIdentity('s', String(userId)))).toBe(false);
  });
});
