import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { createEqualityIndex, type Scalar } from '../../../../domain/segment/lookup/equality-index.ts';
import { areEqual } from '../../../../domain/segment/matcher/compare-values.ts';

const SCALARS: readonly Scalar[] = [
  ...['Suits', 'suits', 'SUITS', 'İ', '', '5', '5.0', ' 5 ', '-0', '1e999', 'true', 'undefined'],
  ...[5, 0, -3, 0.1, true, false],
];
const VALUES: readonly JsonValue[] = [...SCALARS, 7, 'else', '0.10', '-3.0', null, [5], ['Suits'], { a: 5 }];

/** What is found by a value, as often as it is. */
function foundOf(scalars: readonly { value: Scalar; ignoreCase: boolean }[], value: JsonValue): string[] {
  const nameOf = (one: { value: Scalar; ignoreCase: boolean }) => JSON.stringify(one);
  const found: string[] = [];
  createEqualityIndex(scalars.map((one) => ({ ...one, item: nameOf(one) })))(value, (item) =>
    found.push(item),
  );
  return found.sort();
}

describe('the index of what is equal', () => {
  const all = SCALARS.flatMap((value) => [
    { value, ignoreCase: false },
    { value, ignoreCase: true },
  ]);

  it.each(VALUES.map((value) => [value]))('finds by %j exactly what equals it, each once', (value) => {
    const equal = all.filter((one) => areEqual(one.value, value, one.ignoreCase));
    expect(foundOf(all, value)).toEqual(equal.map((one) => JSON.stringify(one)).sort());
  });

  it.each(SCALARS.map((scalar) => [scalar]))(
    'given %j alone, then it is found by what equals it',
    (scalar) => {
      for (const ignoreCase of [false, true]) {
        for (const value of VALUES) {
          const isEqual = areEqual(scalar, value, ignoreCase);
          expect(foundOf([{ value: scalar, ignoreCase }], value)).toHaveLength(isEqual ? 1 : 0);
        }
      }
    },
  );

  it('given the same scalar for several, then all of them are found', () => {
    const found: number[] = [];
    const find = createEqualityIndex(
      [1, 2, 3].map((item) => ({ value: 'Suits', ignoreCase: item > 2, item })),
    );
    find('Suits', (item) => found.push(item));
    expect(found.sort()).toEqual([1, 2, 3]);
  });
});
