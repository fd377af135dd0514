import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { decideLinks } from '../../../domain/identity/decide-links.ts';
import { extractIdentifiers } from '../../../domain/identity/extract-identifiers.ts';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import { aProgram } from '../../support/a-program.ts';

/** The rules of a house that trusts its loyalty cards most, and lets a family share one. */
const rules: IdentityRules = {
  country: 'US',
  namespaces: [
    { name: 'card', unique: true, limit: 1 },
    { name: 'userId', unique: false, limit: 2 },
    { name: 'phone', unique: false, limit: 1 },
    { name: 'anonymousId', unique: false, limit: 3 },
  ],
  blocked: ['staff', '+14155552671'],
};
const usual = aProgram().identity;
const decide = (identifiers: string[], ...people: string[][]) =>
  decideLinks(rules, identifiers, (identifier) => {
    const held = people.find((person) => person.includes(identifier));
    return held && { identifiers: held, apart: [] };
  });

describe('who is who, by the rules of a playbook', () => {
  it('trusts what the playbook names first, and knows no namespace that it does not name', () => {
    const message = {
      type: 'identify',
      userId: 'u1',
      traits: { email: 'john@example.com' },
      identifiers: { card: 'c1', loyaltyId: 'l1' },
      context: { device: { id: 'd1' } },
    };
    expect(extractIdentifiers(rules, message)).toEqual(['card#c1', 'userId#u1']);
  });

  it('reads phone numbers as they are written in its country', () => {
    const message = { type: 'identify', traits: { phone: '(212) 555-0123' } };
    expect(extractIdentifiers(rules, message)).toEqual(['phone#+12125550123']);
    expect(extractIdentifiers(usual, message)).not.toEqual(['phone#+12125550123']);
  });

  it('lets its blocked values identify nobody, in whatever namespace and however written', () => {
    const message = {
      type: 'identify',
      userId: ' Staff ',
      traits: { phone: '+1 415 555 2671' },
      identifiers: { card: 'STAFF', anonymousId: 'null' },
    };
    expect(extractIdentifiers(rules, message)).toEqual(['anonymousId#null']);
  });

  it('joins as many of a namespace as its limit says, whatever the usual one is', () => {
    const family = ['card#1', 'userId#john', 'userId#joan'];
    expect(decide(family)).toMatchObject({ accepted: family, refused: [] });
    expect(decide([...family, 'userId#jim']).refused).toEqual([
      { identifier: 'userId#jim', to: 'card#1', rule: 'limit' },
    ]);
    expect(
      decide(['phone#+12125550123', 'anonymousId#a'], ['anonymousId#a', 'phone#+12125550124']).refused,
    ).toEqual([{ identifier: 'anonymousId#a', to: 'phone#+12125550123', rule: 'limit' }]);
  });

  it('keeps two holders of a unique one two, even where another namespace would let them be one', () => {
    const people = [
      ['card#1', 'userId#john'],
      ['card#2', 'userId#joan'],
    ];
    expect(decide(['userId#john', 'userId#joan'], ...people).refused).toEqual([
      { identifier: 'userId#joan', to: 'userId#john', rule: 'unique' },
    ]);
  });

  it.each(['track', 'page', 'screen', 'group', 'alias', 'identify'])(
    'finds `identifiers` in a %s, beside it and in its context',
    (type) => {
      const message: JsonObject = {
        type,
        identifiers: { card: 'c1' },
        context: { identifiers: { userId: 7 }, externalIds: [{ type: 'anonymousId', id: 'a1' }] },
      };
      expect(extractIdentifiers(rules, message)).toEqual(['card#c1', 'userId#7', 'anonymousId#a1']);
    },
  );
});
