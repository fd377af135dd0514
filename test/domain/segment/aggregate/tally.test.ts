import { describe, expect, it } from 'vitest';
import { type Counted, createTally, EXACT_VALUES } from '../../../../domain/segment/aggregate/tally.ts';

/** As many as are counted exactly, twice each, the first of them first; but these as they are. */
function fullBut(...others: Counted[]): Counted[] {
  const twice = Array.from(
    { length: EXACT_VALUES - others.length },
    (_, index): Counted => [index, 2, 1000 + index],
  );
  return [...twice, ...others];
}

const countOf = (tally: ReturnType<typeof createTally>, value: string | number) =>
  tally.counts().find(([known]) => known === value);

describe('a tally', () => {
  it('given values that it has room for, then counts each, and when it last came', () => {
    const tally = createTally([['a', 2, 50]]);
    for (const time of [10, 90]) tally.add('b', time);
    tally.add('a', 40);
    expect(tally.counts()).toEqual([
      ['a', 3, 50],
      ['b', 2, 90],
    ]);
    expect(tally.isApproximate()).toBe(false);
  });

  it('given one too many, then it takes the place and the count of the rarest that came longest ago', () => {
    const tally = createTally(fullBut(['late', 1, 900], ['early', 1, 500]));
    tally.add('new', 2000);
    expect(tally.isApproximate()).toBe(true);
    expect(countOf(tally, 'new')).toEqual(['new', 2, 2000]);
    expect(countOf(tally, 'early')).toBeUndefined();
    expect(countOf(tally, 'late')).toEqual(['late', 1, 900]);
    expect(tally.counts()).toHaveLength(EXACT_VALUES);
  });

  it('given more, then the next rarest give way; not one that has come again', () => {
    const tally = createTally(fullBut(['c', 1, 700], ['b', 1, 600], ['a', 1, 500]));
    tally.add('x', 2000);
    tally.add('b', 2001);
    tally.add('y', 2002);
    expect(countOf(tally, 'b')).toEqual(['b', 2, 2001]);
    expect(countOf(tally, 'c')).toBeUndefined();
    tally.add('z', 2003);
    expect(countOf(tally, 0)).toBeUndefined();
    expect(countOf(tally, 'z')).toEqual(['z', 3, 2003]);
    expect(tally.counts()).toHaveLength(EXACT_VALUES);
  });

  it('given equally rare ones of one moment, then the last by its text gives way', () => {
    const tally = createTally(fullBut(['b', 1, 500], ['c', 1, 500], ['a', 1, 500]));
    tally.add('new', 2000);
    expect(['a', 'b', 'c'].filter((value) => countOf(tally, value) === undefined)).toEqual(['c']);
  });
});
