import { describe, expect, it } from 'vitest';
import { extractIdentifiers } from '../../../domain/identity/extract-identifiers.ts';
import { aProgram } from '../../support/a-program.ts';

const rules = aProgram().identity;
const extract = (message: Parameters<typeof extractIdentifiers>[1]) => extractIdentifiers(rules, message);

describe('extractIdentifiers', () => {
  it('gives the most trusted first, wherever they were written, each once', () => {
    const message = {
      type: 'identify',
      anonymousId: 'a1',
      userId: 7,
      traits: { email: 'John@example.com', phone: '030 123456' },
      context: {
        traits: { email: 'john@example.com ' },
        device: { id: 'd1' },
        externalIds: [
          { id: 'c1', type: 'crmId', collection: 'users' },
          { id: 'f1', type: 'facebookId' },
        ],
      },
      identifiers: { loyaltyId: 'l1', unheardOf: 'x' },
    };
    expect(extract(message)).toEqual([
      'userId#7',
      'email#john@example.com',
      'phone#+4930123456',
      'crmId#c1',
      'loyaltyId#l1',
      'deviceId#d1',
      'anonymousId#a1',
    ]);
  });

  it('takes email and phone from traits only of an identify', () => {
    const traits = { email: 'john@example.com' };
    expect(extract({ type: 'track', userId: 'u1', traits, context: { traits } })).toEqual(['userId#u1']);
    expect(extract({ type: 'group', userId: 'u1', traits })).toEqual(['userId#u1']);
  });

  it('joins previousId and userId of an alias', () => {
    expect(extract({ type: 'alias', previousId: 'a1', userId: 'u1' })).toEqual([
      'userId#u1',
      'anonymousId#a1',
    ]);
    expect(extract({ type: 'track', previousId: 'a1', userId: 'u1' })).toEqual(['userId#u1']);
  });

  it('finds nobody in a message of blocked and misshapen values', () => {
    const context = { externalIds: [null, 'x', { id: 'y' }, []], device: 'none', traits: [] };
    expect(extract({ type: 'identify', userId: 'null', anonymousId: '', traits: null, context })).toEqual([]);
    expect(
      extract({ type: 'track', identifiers: ['u1'], context: { externalIds: { type: 'userId' } } }),
    ).toEqual([]);
  });

  it('cuts nothing off: who takes the message says how many are too many', () => {
    const externalIds = Array.from({ length: 100 }, (_, index) => ({ type: 'deviceId', id: `d${index}` }));
    const identifiers = extract({ type: 'track', anonymousId: 'a1', userId: 'u1', context: { externalIds } });
    expect(identifiers).toHaveLength(102);
    expect(identifiers[0]).toBe('userId#u1');
    expect(identifiers.at(-1)).toBe('anonymousId#a1');
  });
});
