import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCount, timesToKeep } from '../../../../domain/playbook/compile/compile-count.ts';

describe('compileCount', () => {
  it.each([
    [undefined, { atLeast: 1 }, 1],
    [3, { atLeast: 3, atMost: 3 }, 4],
    [{ is: 3 }, { atLeast: 3, atMost: 3 }, 4],
    [{ atLeast: 2 }, { atLeast: 2 }, 2],
    [{ atLeast: 0 }, { atLeast: 0 }, 1],
    [{ atMost: 2 }, { atLeast: 0, atMost: 2 }, 3],
    [{ moreThan: 2 }, { atLeast: 3 }, 3],
    [{ lessThan: 2 }, { atLeast: 0, atMost: 1 }, 2],
    [{ between: [2, 4] as [number, number] }, { atLeast: 2, atMost: 4 }, 5],
    [{ atLeast: 2, atMost: 4, lessThan: 4 }, { atLeast: 2, atMost: 3 }, 4],
  ])('given %j, then it means %j and %i times must be kept', (source, range, keep) => {
    expect(compileCount(source)).toEqual(range);
    expect(timesToKeep(compileCount(source))).toBe(keep);
  });

  it('given any range, then what is kept tells every count inside it from every count outside it', () => {
    const range = fc.record({ atLeast: fc.nat(20), atMost: fc.option(fc.nat(20), { nil: undefined }) });
    fc.assert(
      fc.property(range, fc.nat(60), (source, happened) => {
        const { atLeast, atMost = Infinity } = compileCount(source);
        const seen = Math.min(happened, timesToKeep(compileCount(source)));
        expect(seen >= atLeast && seen <= atMost).toBe(happened >= atLeast && happened <= atMost);
      }),
    );
  });
});
