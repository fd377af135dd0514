import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitIdentifier } from '../../../domain/identity/identifier.ts';
import { normaliseIdentifier } from '../../../domain/identity/normalise-identifier.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

describe('normaliseIdentifier', () => {
  it.each([
    ['email', ' John@Example.COM ', 'email#john@example.com'],
    ['phone', '030 123456', 'phone#+4930123456'],
    ['phone', '+1 (415) 555-2671', 'phone#+14155552671'],
    ['userId', ' u1 ', 'userId#u1'],
    ['userId', 42, 'userId#42'],
    ['userId', 'a#b', 'userId#a#b'],
    ['anonymousId', 'Case-Stays', 'anonymousId#Case-Stays'],
  ])('%s %j identifies as %s', (namespace, value, identifier) => {
    expect(normaliseIdentifier(rules, namespace, value)).toBe(identifier);
  });

  it.each([
    ['email', 'john'],
    ['email', 'john@localhost'],
    ['email', 'a b@example.com'],
    ['email', ' TEST@example.com '],
    ['phone', 'call me'],
    ['phone', '12'],
    ['userId', ''],
    ['userId', 'a\u0000b'],
    ['userId', 'half \ud83d'],
    ['userId', 'none \uffff'],
    ['userId', '   '],
    ['userId', 'NULL'],
    ['userId', 0],
    ['userId', -1],
    ['userId', Number.NaN],
    ['userId', null],
    ['userId', true],
    ['userId', { id: 'u1' }],
    ['userId', 'x'.repeat(201)],
    ['facebookId', 'f1'],
  ])('%s %j identifies nobody', (namespace, value) => {
    expect(normaliseIdentifier(rules, namespace, value)).toBeUndefined();
  });

  it('takes no phone number without a country where the playbook names none', () => {
    const { country: _country, ...worldwide } = rules;
    expect(normaliseIdentifier(worldwide, 'phone', '030 123456')).toBeUndefined();
    expect(normaliseIdentifier(worldwide, 'phone', '+49 30 123456')).toBe('phone#+4930123456');
  });

  it('changes nothing that is normalised already', () => {
    const namespaces = rules.namespaces.map(({ name }) => name);
    fc.assert(
      fc.property(
        fc.constantFrom(...namespaces),
        fc.oneof(fc.string(), fc.emailAddress()),
        (namespace, text) => {
          const once = normaliseIdentifier(rules, namespace, text);
          if (once === undefined) return;
          expect(normaliseIdentifier(rules, namespace, splitIdentifier(once).value)).toBe(once);
        },
      ),
    );
  });
});
