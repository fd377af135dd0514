import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumRows } from '../../../../domain/campaign/report/campaign-counts.ts';
import { type CountableDelivery, countDelivery } from '../../../../domain/campaign/report/count-delivery.ts';
import { mendCounts } from '../../../../domain/campaign/report/mend-counts.ts';

const of = (entered: number) => new Map([['win-back', { entered }]]);
const difference = (before: number, rows: number, after: number) =>
  mendCounts({ before: of(before), rows: of(rows), after: of(after) }).get('win-back')?.entered ?? 0;

describe('what a sweep adds to counters', () => {
  it.each([
    [10, 10, 10, 0],
    [10, 13, 15, 0],
    [10, 15, 15, 0],
    [10, 7, 10, -3],
    [10, 7, 15, -3],
    [10, 12, 10, 2],
    [10, 18, 15, 3],
    [15, 12, 10, 0],
  ])('given %d before the walk, %d found and %d after it, then %d', (before, rows, after, added) => {
    expect(difference(before, rows, after)).toBe(added);
  });

  it('given a counter that is only in one of them, then the others have none of it', () => {
    const none = new Map<string, Record<string, number>>();
    expect(mendCounts({ before: none, rows: of(3), after: none })).toEqual(of(3));
    expect(mendCounts({ before: of(3), rows: none, after: of(3) })).toEqual(of(-3));
    expect(mendCounts({ before: none, rows: none, after: none }).size).toBe(0);
  });

  it('adds nothing to what agrees, not even a nought', () => {
    const counts = (entered: number) =>
      new Map([
        ['win-back', { entered, heldOut: 2 }],
        ['hello', { entered: 1 }],
      ]);
    const mended = mendCounts({ before: counts(5), rows: counts(7), after: counts(5) });
    expect([...mended]).toEqual([['win-back', { entered: 2 }]]);
  });

  it('given a message that was taken for lost while the walk went by, and was sent, then nothing: all was right', () => {
    const row = (overrides: Partial<CountableDelivery>) =>
      sumRows([countDelivery({ campaign: 'win-back', step: '2', status: 'sending', ...overrides })]);
    const before = row({});
    const rows = row({ status: 'unknown', wasUnknown: true });
    const after = row({ status: 'sent', wasUnknown: true });
    expect(mendCounts({ before, rows, after }).size).toBe(0);
  });

  /** Rows are written before, during and after the walk; the counters follow, and were wrong by so much. */
  it('given any traffic, then what was right stays so, and what was wrong comes nearer and is never passed', () => {
    const few = fc.nat(50);
    fc.assert(
      fc.property(few, few, few, few, fc.integer({ min: -60, max: 60 }), (...numbers) => {
        const [earlier, uncounted, seen, unseen, wrong] = numbers;
        const before = earlier + wrong;
        const rows = earlier + uncounted + seen;
        const after = earlier + uncounted + seen + unseen + wrong;
        const added = difference(before, rows, after);
        if (wrong === 0) expect(added).toBe(0);
        expect(Math.abs(wrong + added)).toBeLessThanOrEqual(Math.abs(wrong));
        expect(Math.sign(wrong + added) * Math.sign(wrong)).not.toBe(-1);
        if (uncounted + seen + unseen === 0) expect(wrong + added).toBe(0);
      }),
    );
  });
});
