import { describe, expect, it } from 'vitest';
import { newKeySchema } from '../../../../lambdas/handlers/flows/new-key.ts';

const wanted = { source: 'reception', scopes: ['staff'], venue: 'reception' };

describe('what makes a key', () => {
  it('is a server key unless it says otherwise', () => {
    expect(newKeySchema.parse(wanted)).toMatchObject({ type: 'server' });
  });

  it.each([
    ['a venue that no row could hold', { ...wanted, venue: 'x'.repeat(129) }],
    ['a venue that no playbook could name', { ...wanted, venue: 'The Garden' }],
    ['more scopes than there are', { ...wanted, scopes: Array(7).fill('staff') }],
    ['no scope', { ...wanted, scopes: [] }],
    ['a source that is no name', { ...wanted, source: '<b>' }],
    ['what it does not know', { ...wanted, secret: 'mine' }],
  ])('is refused with %s', (_, body) => {
    expect(newKeySchema.safeParse(body).success).toBe(false);
  });
});
