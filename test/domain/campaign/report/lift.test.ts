import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liftOf, type MeasuredGroup, rateOf } from '../../../../domain/campaign/report/lift.ts';

const group = (converted: number, entered: number): MeasuredGroup => ({ converted, entered });

const groups = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([entered, share]) => group(Math.round(entered * share), entered));

describe('how much more of the treated reached the goal', () => {
  // Table II of the article, method 10.
  it.each([
    [group(56, 70), group(48, 80), 0.2, 0.0524, 0.3339],
    [group(9, 10), group(3, 10), 0.6, 0.1705, 0.809],
    [group(6, 7), group(2, 7), 0.5714, 0.0582, 0.8062],
    [group(5, 56), group(0, 29), 0.0893, -0.0381, 0.1926],
    [group(0, 10), group(0, 20), 0, -0.1611, 0.2775],
    [group(0, 10), group(0, 10), 0, -0.2775, 0.2775],
    [group(10, 10), group(0, 20), 1, 0.6791, 1],
    [group(10, 10), group(0, 10), 1, 0.6075, 1],
  ])(
    'given Newcombe’s example %j and %j, then it is %d, from %d to %d',
    (one, other, difference, low, high) => {
      const lift = liftOf(one, other);

      expect(lift?.difference).toBeCloseTo(difference, 4);
      expect(lift?.interval[0]).toBeCloseTo(low, 4);
      expect(lift?.interval[1]).toBeCloseTo(high, 4);
    },
  );

  it('given a share of the held out, then it is told as one of theirs; given none, then not', () => {
    expect(liftOf(group(30, 100), group(20, 100))?.relative).toBeCloseTo(0.5, 10);
    expect(liftOf(group(30, 100), group(0, 100))?.relative).toBeNull();
  });

  it('given nobody in a group, then there is nothing to compare, and no rate', () => {
    expect(liftOf(group(3, 10), group(0, 0))).toBeNull();
    expect(liftOf(group(0, 0), group(3, 10))).toBeNull();
    expect(rateOf(group(0, 0))).toBeNull();
  });

  it('given any two groups, then the interval holds the difference and lies within what can be', () => {
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const lift = liftOf(one, other);
        if (lift === null) throw new Error('both have somebody');
        const [low, high] = lift.interval;
        expect(low).toBeLessThanOrEqual(lift.difference + 1e-12);
        expect(high).toBeGreaterThanOrEqual(lift.difference - 1e-12);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('given the groups the other way round, then the sign alone is another', () => {
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const [there, back] = [liftOf(one, other), liftOf(other, one)];
        expect(back?.difference).toBeCloseTo(-(there?.difference ?? 0), 10);
        expect(back?.interval[0]).toBeCloseTo(-(there?.interval[1] ?? 0), 10);
        expect(back?.interval[1]).toBeCloseTo(-(there?.interval[0] ?? 0), 10);
      }),
    );
  });

  it('given ten times as many with the same shares, then the interval is narrower', () => {
    const width = ({ interval: [low, high] }: NonNullable<ReturnType<typeof liftOf>>) => high - low;
    const ten = ({ entered, converted }: MeasuredGroup) => group(converted * 10, entered * 10);
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const [few, many] = [liftOf(one, other), liftOf(ten(one), ten(other))];
        if (few === null || many === null) throw new Error('all have somebody');
        expect(width(many)).toBeLessThan(width(few));
      }),
    );
  });
});
