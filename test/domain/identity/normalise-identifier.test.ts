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
    ['email', 'john@example.com\u200b', 'email#john@example.com'],
    ['email', '\ufeffjohn@example.com', 'email#john@example.com'],
    ['email', 'jo\u0308hn@example.com', 'email#jöhn@example.com'],
    ['userId', '\u202ejo\u200d\u0308hn \u2069', 'userId#jöhn'],
    ['phone', '\u202a+49 171 1234567\u202c', 'phone#+491711234567'],
    ['phone', '＋４９ １７１ １２３４５６７', 'phone#+491711234567'],
    ['phone', '０３０ 1234567', 'phone#+49301234567'],
    ['phone', 'tel:+49-171-1234567', 'phone#+491711234567'],
    ['phone', 'TEL: 030 1234567', 'phone#+49301234567'],
    ['phone', 'tel:1234567;phone-context=+4930', 'phone#+49301234567'],
    ['phone', '(+49) 171 1234567', 'phone#+491711234567'],
    ['phone', '[+49] {171} 1234567', 'phone#+491711234567'],
    ['phone', '(+49 171 1234567)', 'phone#+491711234567'],
    ['phone', '+49 (0)30 1234567', 'phone#+49301234567'],
    ['phone', '+49 171 1234567.', 'phone#+491711234567'],
    ['phone', '030 1234567 -; ', 'phone#+49301234567'],
    ['phone', '491711234567', 'phone#+491711234567'],
    ['phone', 491711234567, 'phone#+491711234567'],
    ['phone', '49 171 1234567', 'phone#+491711234567'],
    ['phone', '447911123456', 'phone#+447911123456'],
    ['phone', '49301234567', 'phone#+49301234567'],
    ['phone', '0491 1234567', 'phone#+494911234567'],
    ['phone', '491 12345678', 'phone#+4949112345678'],
    ['phone', '0049 30 1234567', 'phone#+49301234567'],
    ['phone', '+15551234567', 'phone#+15551234567'],
    ['phone', '+6834000', 'phone#+6834000'],
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
    ['phone', '110'],
    ['phone', '1234'],
    ['phone', '+49 1234'],
    ['phone', '00000000'],
    ['phone', '+490000000000'],
    ['phone', '+1 555 555 5555'],
    ['phone', '+49 30 1234567 ext. 12'],
    ['phone', '00000))1'],
    ['phone', '0001086685)66'],
    ['phone', '+95/004067485'],
    ['phone', '030 1234567 x12'],
    ['phone', '030 1234567 #12'],
    ['phone', 'tel:+49-30-1234567;ext=12'],
    ['userId', 'J\ufffdrgen'],
    ['email', 'j\ufffdrgen@example.com'],
    ['userId', '\u200b\u2060'],
    ['userId', 'nu\u200bll'],
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

  it.each([
    ['US', '555 123 4567', 'phone#+15551234567'],
    ['US', '491711234567', 'phone#+491711234567'],
    ['GB', '14155552671', 'phone#+14155552671'],
    ['FR', '33612345678', 'phone#+33612345678'],
    ['AT', '436641234567', 'phone#+436641234567'],
    ['BR', '55991234567', 'phone#+5555991234567'],
  ])('in %s, %j without a plus identifies as %s', (country, value, identifier) => {
    expect(normaliseIdentifier({ ...rules, country }, 'phone', value)).toBe(identifier);
  });

  it('takes no number without a plus for one with it where the playbook names no country', () => {
    const { country: _country, ...worldwide } = rules;
    expect(normaliseIdentifier(worldwide, 'phone', '491711234567')).toBeUndefined();
  });

  it('changes no phone number that is normalised already', () => {
    const digits = fc.stringMatching(/^[+0(]{0,2}[0-9 ()-]{3,18}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom('DE', 'US', 'BR', 'IT', 'AT'), (text, country) => {
        const once = normaliseIdentifier({ ...rules, country }, 'phone', text);
        if (once === undefined) return;
        expect(normaliseIdentifier({ ...rules, country }, 'phone', splitIdentifier(once).value)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing that is normalised already', () => {
    const namespaces = rules.namespaces.map(({ name }) => name);
    fc.assert(
      fc.property(
        fc.constantFrom(...namespaces),
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.emailAddress()),
        (namespace, text) => {
          const once = normaliseIdentifier(rules, namespace, text);
          if (once === undefined) return;
          expect(normaliseIdentifier(rules, namespace, splitIdentifier(once).value)).toBe(once);
        },
      ),
    );
  });
});
