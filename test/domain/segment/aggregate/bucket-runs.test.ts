import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { packBuckets, unpackBuckets } from '../../../../domain/segment/aggregate/bucket-runs.ts';

describe('packBuckets', () => {
  it('given any buckets, then they are told again', () => {
    const parts = fc.constantFrom<JsonValue>(7, -2, 0, '90071992547409930000', [2.5, 3]);
    const buckets = fc.uniqueArray(fc.tuple(fc.oneof(fc.nat(), fc.nat({ max: 40 })), parts), {
      selector: ([bucket]) => bucket,
      maxLength: 61,
    });
    fc.assert(
      fc.property(buckets, (unordered) => {
        const ascending = unordered.toSorted(([a], [b]) => a - b);
        expect(unpackBuckets(packBuckets(ascending))).toEqual(ascending);
      }),
    );
  });

  it('given some that follow on each other, then these take no more than their parts', () => {
    const packed = packBuckets([
      [20_512, 12.5],
      [20_513, 3],
      [20_518, 7],
    ]);
    expect(packed).toEqual([20_512, [12.5, 3], 4, [7]]);
  });

  it('given the very first bucket, or one before, then these are told too', () => {
    for (const first of [0, -3]) expect(unpackBuckets(packBuckets([[first, 1]]))).toEqual([[first, 1]]);
  });

  it('given no state, then there are none', () => {
    expect(unpackBuckets(undefined)).toEqual([]);
  });
});
