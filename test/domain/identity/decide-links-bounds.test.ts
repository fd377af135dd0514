import { describe, expect, it } from 'vitest';
import { decideLinks } from '../../../domain/identity/decide-links.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

describe('decideLinks, at its bounds', () => {
  it('decides nothing where nobody is named', () => {
    expect(decideLinks(rules, [], () => undefined)).toEqual({ accepted: [], joined: [], refused: [] });
  });

  it('lets people keep what they hold, though the playbook now allows fewer', () => {
    const held = ['userId#u1', ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `email#${name}@example.com`)];
    expect(
      decideLinks(rules, ['userId#u1', 'email#f@example.com'], () => ({ identifiers: held, apart: [] })),
    ).toEqual({
      accepted: ['userId#u1', 'email#f@example.com'],
      joined: [],
      refused: [],
    });
  });

  it('lets them be joined too, whichever side asks, while the other has none of that namespace', () => {
    const held = [
      'phone#+4930123456',
      ...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `email#${name}@example.com`),
    ];
    const people = [held, ['userId#u1'], ['email#g@example.com', 'deviceId#d1']];
    const decide = (...identifiers: string[]) =>
      decideLinks(rules, identifiers, (identifier) => {
        const holder = people.find((person) => person.includes(identifier));
        return holder && { identifiers: holder, apart: [] };
      }).refused;
    expect(decide('userId#u1', 'phone#+4930123456')).toEqual([]);
    expect(decide('phone#+4930123456', 'userId#u1')).toEqual([]);
    expect(decide('phone#+4930123456', 'deviceId#d1')).toMatchObject([{ rule: 'limit' }]);
    expect(decide('deviceId#d1', 'phone#+4930123456')).toMatchObject([{ rule: 'limit' }]);
  });
});
