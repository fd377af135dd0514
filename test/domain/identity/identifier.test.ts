import { describe, expect, it } from 'vitest';
import { joinIdentifier, splitIdentifier } from '../../../domain/identity/identifier.ts';
import { NOBODY } from '../../../domain/identity/identity-record.ts';

describe('splitIdentifier', () => {
  it.each([
    ['userId#u1', { namespace: 'userId', value: 'u1' }],
    ['userId#a#b', { namespace: 'userId', value: 'a#b' }],
    ['userId#', { namespace: 'userId', value: '' }],
    ['#u1', { namespace: '', value: 'u1' }],
    ['u1', { namespace: '', value: 'u1' }],
  ])('%s is %j', (identifier, parts) => {
    expect(splitIdentifier(identifier)).toEqual(parts);
  });

  it('takes apart what was joined', () => {
    expect(splitIdentifier(joinIdentifier('anonymousId', '#1#'))).toEqual({
      namespace: 'anonymousId',
      value: '#1#',
    });
  });
});

describe('NOBODY', () => {
  it('is what stored rows of identifiers that nobody holds say: no profile has an empty id', () => {
    expect(NOBODY).toBe('');
  });
});
