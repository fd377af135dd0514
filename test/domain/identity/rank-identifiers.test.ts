import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankIdentifiers } from '../../../domain/identity/rank-identifiers.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

describe('rankIdentifiers', () => {
  it('puts the most trusted first, equals by their text, and last what the playbook does not know', () => {
    const ranked = [
      'userId#u1',
      'email#a@example.com',
      'email#b@example.com',
      'phone#+4930123456',
      'anonymousId#a1',
      'anonymousId#a2',
      'aFax#1',
      'aFax#2',
    ];
    expect(rankIdentifiers(rules, [...ranked].reverse())).toEqual(ranked);
    expect(rankIdentifiers(rules, ranked)).toEqual(ranked);
  });

  it('gives one order, however they come, and leaves what it was given as it was', () => {
    const ranked = ['userId#u1', 'crmId#c1', 'deviceId#d1', 'deviceId#d2', 'anonymousId#a1'];
    fc.assert(
      fc.property(fc.shuffledSubarray(ranked, { minLength: ranked.length }), (shuffled) => {
        const before = [...shuffled];
        expect(rankIdentifiers(rules, shuffled)).toEqual(ranked);
        expect(shuffled).toEqual(before);
      }),
    );
  });
});
