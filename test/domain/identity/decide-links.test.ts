import { describe, expect, it } from 'vitest';
import { decideLinks } from '../../../domain/identity/decide-links.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

/** People, each as the identifiers that they hold. */
function decide(identifiers: string[], ...people: string[][]) {
  return decideLinks(rules, identifiers, (identifier) => {
    const held = people.find((person) => person.includes(identifier));
    return held && { identifiers: held, apart: [] };
  });
}

describe('decideLinks', () => {
  it('joins what nobody holds to the most trusted one', () => {
    expect(decide(['userId#u1', 'email#a@b.de', 'anonymousId#a1'])).toEqual({
      accepted: ['userId#u1', 'email#a@b.de', 'anonymousId#a1'],
      joined: ['email#a@b.de', 'anonymousId#a1'],
      refused: [],
    });
  });

  it('joins two people of whom only one has a unique identifier', () => {
    const { accepted } = decide(
      ['userId#u1', 'anonymousId#a1'],
      ['userId#u1'],
      ['anonymousId#a1', 'email#a@b.de'],
    );
    expect(accepted).toEqual(['userId#u1', 'anonymousId#a1']);
  });

  it('leaves alone one whose holder has another unique identifier, and joins the rest', () => {
    expect(
      decide(['userId#u2', 'email#a@b.de', 'anonymousId#a1'], ['userId#u1', 'email#a@b.de'], ['userId#u2']),
    ).toEqual({
      accepted: ['userId#u2', 'anonymousId#a1'],
      joined: ['anonymousId#a1'],
      refused: [{ identifier: 'email#a@b.de', to: 'userId#u2', rule: 'unique' }],
    });
  });

  it('leaves alone a second unique value in one message', () => {
    expect(decide(['userId#u1', 'crmId#c1', 'crmId#c2']).refused).toEqual([
      { identifier: 'crmId#c2', to: 'userId#u1', rule: 'unique' },
    ]);
  });

  it('counts what was joined just now: two who fit singly may not fit together', () => {
    const decision = decide(
      ['email#a@b.de', 'deviceId#d1', 'anonymousId#a1'],
      ['deviceId#d1', 'userId#u1'],
      ['anonymousId#a1', 'userId#u2'],
    );
    expect(decision.accepted).toEqual(['email#a@b.de', 'deviceId#d1']);
    expect(decision.refused).toEqual([{ identifier: 'anonymousId#a1', to: 'email#a@b.de', rule: 'unique' }]);
  });

  it('leaves alone what would exceed a limit, counting all that the other holds', () => {
    const emails = ['a', 'b', 'c', 'd'].map((name) => `email#${name}@x.de`);
    const others = ['email#e@x.de', 'email#f@x.de'];
    expect(decide(['userId#u1', 'email#e@x.de'], ['userId#u1', ...emails], others).refused).toEqual([
      { identifier: 'email#e@x.de', to: 'userId#u1', rule: 'limit' },
    ]);
    expect(decide(['userId#u1', 'email#e@x.de'], ['userId#u1', ...emails]).refused).toEqual([]);
  });

  it('decides the same again once it was written', () => {
    const held = ['userId#u1', 'anonymousId#a1'];
    expect(decide(held, held)).toEqual({ accepted: held, joined: [], refused: [] });
  });

  it('links nothing of a namespace that the playbook does not have', () => {
    expect(decide(['userId#u1', 'faxId#1']).refused).toHaveLength(1);
  });
});
