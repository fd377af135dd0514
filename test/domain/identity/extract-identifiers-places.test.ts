import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../domain/event/json.ts';
import { extractIdentifiers } from '../../../domain/identity/extract-identifiers.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;

/** One place at a time, so that none hides behind another. */
const places: [string, JsonObject, string[]][] = [
  ['userId', { type: 'track', userId: 'u1' }, ['userId#u1']],
  ['anonymousId', { type: 'track', anonymousId: 'a1' }, ['anonymousId#a1']],
  ['previousId of an alias', { type: 'alias', previousId: 'a1' }, ['anonymousId#a1']],
  [
    'traits of an identify',
    { type: 'identify', traits: { email: 'j@example.com' } },
    ['email#j@example.com'],
  ],
  [
    'context.traits of an identify',
    { type: 'identify', context: { traits: { phone: '+49 30 123456' } } },
    ['phone#+4930123456'],
  ],
  [
    'context.externalIds',
    { type: 'page', context: { externalIds: [{ type: 'crmId', id: 'c1' }] } },
    ['crmId#c1'],
  ],
  ['identifiers', { type: 'page', identifiers: { loyaltyId: 'l1' } }, ['loyaltyId#l1']],
  [
    'context.identifiers',
    { type: 'screen', context: { identifiers: { email: 'J@example.com' } } },
    ['email#j@example.com'],
  ],
  ['context.device.id', { type: 'track', context: { device: { id: 'd1' } } }, ['deviceId#d1']],
];

describe('extractIdentifiers, place by place', () => {
  it.each(places)('finds the one in %s', (_place, message, identifiers) => {
    expect(extractIdentifiers(rules, message)).toEqual(identifiers);
  });

  it('takes neither email nor phone from the context’s traits of anything but an identify', () => {
    const context = { traits: { email: 'j@example.com', phone: '+49 30 123456' } };
    expect(extractIdentifiers(rules, { type: 'track', userId: 'u1', context })).toEqual(['userId#u1']);
  });
});
