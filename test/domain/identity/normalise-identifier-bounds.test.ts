import { describe, expect, it } from 'vitest';
import type { IdentityRules } from '../../../domain/identity/identity-rules.ts';
import {
  MAXIMUM_IDENTIFIER_CHARACTERS,
  normaliseIdentifier,
} from '../../../domain/identity/normalise-identifier.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;
const ofRules = (overrides: Partial<IdentityRules>): IdentityRules => ({ ...rules, ...overrides });
/** A value of exactly so many characters. */
const long = (characters: number) => 'x'.repeat(characters);

describe('normaliseIdentifier, at its bounds', () => {
  it('takes a value of as many characters as are allowed, blanks around it not counted, and no more', () => {
    const longest = long(MAXIMUM_IDENTIFIER_CHARACTERS);
    expect(normaliseIdentifier(rules, 'userId', `  ${longest} `)).toBe(`userId#${longest}`);
    expect(normaliseIdentifier(rules, 'userId', `${longest}x`)).toBeUndefined();
  });

  it('measures an email as it is stored: lower case can be longer', () => {
    const domain = '@example.com';
    const short = `İ${long(MAXIMUM_IDENTIFIER_CHARACTERS - domain.length - 2)}${domain}`;
    const full = `İ${long(MAXIMUM_IDENTIFIER_CHARACTERS - domain.length - 1)}${domain}`;
    expect(normaliseIdentifier(rules, 'email', short)).toBe(`email#${short.toLowerCase()}`);
    expect(normaliseIdentifier(rules, 'email', full)).toBeUndefined();
  });

  it('measures a phone number as it was written', () => {
    const written = (characters: number) => `+49 30${' '.repeat(characters - 12)}123456`;
    expect(normaliseIdentifier(rules, 'phone', written(MAXIMUM_IDENTIFIER_CHARACTERS))).toBe(
      'phone#+4930123456',
    );
    expect(normaliseIdentifier(rules, 'phone', written(MAXIMUM_IDENTIFIER_CHARACTERS + 1))).toBeUndefined();
  });

  it('lets nothing identify nobody, though the playbook does not block it', () => {
    expect(normaliseIdentifier(ofRules({ blocked: [] }), 'userId', '')).toBeUndefined();
    expect(normaliseIdentifier(ofRules({ blocked: [] }), 'userId', '  ')).toBeUndefined();
  });

  it('blocks a value whatever blanks and capitals the playbook wrote it with', () => {
    const blocking = ofRules({ blocked: ['  Walk-In '] });
    expect(normaliseIdentifier(blocking, 'userId', 'walk-in')).toBeUndefined();
    expect(normaliseIdentifier(blocking, 'userId', 'WALK-IN ')).toBeUndefined();
    expect(normaliseIdentifier(blocking, 'userId', 'walk-in-1')).toBe('userId#walk-in-1');
  });

  it('blocks a phone number however it is written', () => {
    const blocking = ofRules({ blocked: ['+4930123456'] });
    expect(normaliseIdentifier(blocking, 'phone', '030 123456')).toBeUndefined();
    const asPeopleWrite = ofRules({ blocked: ['+49 30 1234567', '\u200b030 999 999'] });
    for (const value of ['030 1234567', '+49301234567', '(+49) 30/1234567', '+4930999999'])
      expect(normaliseIdentifier(asPeopleWrite, 'phone', value)).toBeUndefined();
    expect(normaliseIdentifier(asPeopleWrite, 'phone', '030 1234568')).toBe('phone#+49301234568');
    expect(normaliseIdentifier(asPeopleWrite, 'userId', '+49301234567')).toBe('userId#+49301234567');
  });

  it('blocks a value that looks the same, however it is composed', () => {
    const blocking = ofRules({ blocked: ['Gäste', 'Nobody@Hotel.example '] });
    expect(normaliseIdentifier(blocking, 'userId', 'ga\u0308ste')).toBeUndefined();
    expect(normaliseIdentifier(blocking, 'email', ' no\u200bbody@hotel.example')).toBeUndefined();
  });

  it.each([
    'john@example.com, joan@example.com',
    'john@example.com joan',
    'John <john@example.com>',
    '@example.com',
    'john@',
    'john@example.',
    'john@.com',
    'john@@example.com',
    'john@example..com',
  ])('takes no email from %j', (value) => {
    expect(normaliseIdentifier(rules, 'email', value)).toBeUndefined();
  });

  it('takes an email of a domain with many parts', () => {
    expect(normaliseIdentifier(rules, 'email', 'john@mail.hotel.example.co.uk')).toBe(
      'email#john@mail.hotel.example.co.uk',
    );
  });

  it('takes no phone number out of a text, nor one without a country where that is none', () => {
    expect(normaliseIdentifier(rules, 'phone', 'call 030 123456')).toBeUndefined();
    expect(normaliseIdentifier(rules, 'phone', '030 123456 after six')).toBeUndefined();
    expect(normaliseIdentifier(ofRules({ country: 'XX' }), 'phone', '030 123456')).toBeUndefined();
    expect(normaliseIdentifier(ofRules({ country: 'XX' }), 'phone', '+49 30 123456')).toBe(
      'phone#+4930123456',
    );
  });
});
