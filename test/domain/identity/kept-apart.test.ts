import { describe, expect, it } from 'vitest';
import { isKeptApart } from '../../../domain/identity/separation.ts';

const SPLIT = [{ identifier: 'deviceId#d', from: 'userId#u', at: 1 }];
const apart = (one: string[], other: string[]) => isKeptApart(SPLIT, new Set(one), new Set(other));

describe('isKeptApart', () => {
  it('keeps the two ends of a split apart, whichever is asked first and whatever else they hold', () => {
    expect(apart(['deviceId#d'], ['userId#u', 'email#e'])).toBe(true);
    expect(apart(['userId#u', 'email#e'], ['deviceId#d', 'anonymousId#a'])).toBe(true);
  });

  it.each([
    [['deviceId#d'], ['email#e']],
    [['email#e'], ['deviceId#d']],
    [['userId#u'], ['email#e']],
    [['email#e'], ['userId#u']],
    [['deviceId#d', 'userId#u'], ['email#e']],
    [['email#e'], ['phone#p']],
  ])('keeps nobody else apart: %j and %j', (one, other) => {
    expect(apart(one, other)).toBe(false);
  });
});
