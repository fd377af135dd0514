import { describe, expect, it } from 'vitest';
import { decideLinks, type Holder } from '../../../domain/identity/decide-links.ts';
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

  it('knows no limit of a namespace that the playbook no longer has, whichever side holds it', () => {
    const john = ['userId#u1', 'email#a@b.de', 'faxId#1', 'faxId#2'];
    const fax = ['deviceId#d1', 'faxId#3'];
    expect(decide(['userId#u1', 'deviceId#d1'], john, fax).refused).toEqual([]);
    expect(decide(['email#c@b.de', 'deviceId#d1'], fax).refused).toEqual([]);
    expect(decide(['deviceId#d1', 'userId#u1'], john, fax).refused).toEqual([]);
  });

  it('names what joins, but not what is that person already', () => {
    const { accepted, joined } = decide(
      ['userId#u1', 'email#a@b.de', 'deviceId#d1', 'anonymousId#a1'],
      ['userId#u1', 'email#a@b.de'],
      ['deviceId#d1', 'anonymousId#a1'],
    );
    expect(accepted).toEqual(['userId#u1', 'email#a@b.de', 'deviceId#d1', 'anonymousId#a1']);
    expect(joined).toEqual(['deviceId#d1']);
  });
});

describe('decideLinks, of what was split', () => {
  const separation = { identifier: 'deviceId#d1', from: 'email#a@b.de', at: 0 };
  const john = { identifiers: ['userId#u1', 'email#a@b.de'], apart: [separation] };
  const joan = { identifiers: ['deviceId#d1', 'anonymousId#a1'], apart: [] };
  const nobody = { identifiers: [], apart: [] };
  const decideAmong = (identifiers: string[], ...people: Holder[]) =>
    decideLinks(rules, identifiers, (identifier) =>
      people.find((person) => [...person.identifiers].includes(identifier)),
    );
  const refusal = (identifier: string, to: string) => ({ identifier, to, rule: 'split' });

  it.each([
    ['the ends themselves', ['email#a@b.de', 'deviceId#d1']],
    ['others of theirs', ['userId#u1', 'anonymousId#a1']],
  ])('never joins the two, whatever names them: %s', (_what, [one = '', other = '']) => {
    for (const separated of [
      separation,
      { identifier: separation.from, from: separation.identifier, at: 0 },
    ]) {
      const withIt = { ...john, apart: [separated] };
      const swapped = [
        { ...john, apart: [] },
        { ...joan, apart: [separated] },
      ];
      for (const people of [[withIt, joan], swapped, swapped.toReversed()]) {
        expect(decideAmong([one, other], ...people).refused).toEqual([refusal(other, one)]);
      }
    }
  });

  it('nor an end that nobody holds', () => {
    expect(decideAmong(['userId#u1', 'deviceId#d1'], john)).toEqual({
      accepted: ['userId#u1'],
      joined: [],
      refused: [refusal('deviceId#d1', 'userId#u1')],
    });
    expect(
      decideAmong(['userId#u2', 'email#a@b.de'], {
        ...joan,
        identifiers: ['userId#u2', 'deviceId#d1'],
        apart: [separation],
      }).refused,
    ).toEqual([refusal('email#a@b.de', 'userId#u2')]);
  });

  it('nor through a third who is joined by the same message', () => {
    const decision = decideAmong(['phone#+4930123456', 'deviceId#d1', 'anonymousId#a9'], joan, {
      identifiers: ['anonymousId#a9', 'email#a@b.de'],
      apart: [separation],
    });
    expect(decision.accepted).toEqual(['phone#+4930123456', 'deviceId#d1']);
    expect(decision.refused).toEqual([refusal('anonymousId#a9', 'phone#+4930123456')]);
  });

  it('nor where the separation came with somebody who was joined before', () => {
    const bearer = { identifiers: ['loyaltyId#l1'], apart: [separation] };
    const decision = decideAmong(['email#a@b.de', 'loyaltyId#l1', 'deviceId#d1'], bearer, nobody);
    expect(decision.joined).toEqual(['loyaltyId#l1']);
    expect(decision.refused).toEqual([refusal('deviceId#d1', 'email#a@b.de')]);
  });

  it('is said rather than another rule that is broken too', () => {
    const rival = { identifiers: ['userId#u2', 'deviceId#d1'], apart: [] };
    expect(decideAmong(['userId#u1', 'deviceId#d1'], john, rival).refused).toEqual([
      refusal('deviceId#d1', 'userId#u1'),
    ]);
  });

  it('joins whoever is not meant by it', () => {
    const other = { identifiers: ['deviceId#d2'], apart: [] };
    expect(decideAmong(['userId#u1', 'deviceId#d2', 'email#c@d.de'], john, other).refused).toEqual([]);
    expect(decideAmong(['email#x@y.de', 'deviceId#d1'], joan).refused).toEqual([]);
  });
});
