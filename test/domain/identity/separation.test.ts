import { describe, expect, it } from 'vitest';
import { uniteSeparations } from '../../../domain/identity/separation.ts';

const apart = (identifier: string, from: string, at: number) => ({ identifier, from, at });

describe('uniteSeparations', () => {
  it('keeps each once, since it was first made, in one order whoever is asked first', () => {
    const one = [apart('deviceId#d2', 'userId#u1', 5), apart('deviceId#d1', 'userId#u1', 9)];
    const other = [apart('deviceId#d1', 'userId#u1', 3), apart('deviceId#d1', 'email#e', 4)];
    const united = [
      apart('deviceId#d1', 'email#e', 4),
      apart('deviceId#d1', 'userId#u1', 3),
      apart('deviceId#d2', 'userId#u1', 5),
    ];
    expect(uniteSeparations(one, other)).toEqual(united);
    expect(uniteSeparations(other, one)).toEqual(united);
  });

  it('tells the two ways round apart: either end may have been split off', () => {
    const both = [apart('a#1', 'b#1', 1), apart('b#1', 'a#1', 2)];
    expect(uniteSeparations(both, [])).toEqual(both);
  });

  it('changes neither of the two', () => {
    const one = Object.freeze([apart('b#1', 'a#1', 2)]);
    const other = Object.freeze([apart('a#1', 'b#1', 1)]);
    expect(uniteSeparations(one, other)).toHaveLength(2);
  });
});
