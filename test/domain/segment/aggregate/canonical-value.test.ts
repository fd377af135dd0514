import { describe, expect, it } from 'vitest';
import { canonicalValue } from '../../../../domain/segment/aggregate/canonical-value.ts';

describe('the value by which equal ones are known', () => {
  it.each([
    ['5', 5],
    ['0', 0],
    ['-5', -5],
    ['120', 120],
    ['5.0', 5],
    ['-0.25', -0.25],
    ['0.123456789', 0.123456789],
    ['123456789012345', 123_456_789_012_345],
    ['-123456789012345', -123_456_789_012_345],
    ['12345678901234.5', 12_345_678_901_234.5],
    [5, 5],
    [1e300, 1e300],
  ])('of %j, which spells a number plainly, is the number', (value, number) => {
    expect(canonicalValue(value)).toBe(number);
  });

  it.each([
    ...['', ' 5', '5 ', 'a5', '5a', '007', '-', '.5', '5.', '+5', '1e5', '5.a', '1a', '0.1234567891'],
    ...['1234567890123456', '123456789012.12345', '12345678901234.56', '-0.25x', 'true', 'Suits'],
    ...[true, false, null],
  ])('of %j is itself', (value) => {
    expect(canonicalValue(value)).toBe(value);
  });

  it('of nothing below zero is zero, however it is written', () => {
    expect([-0, '-0', '-0.0', 0].map(canonicalValue)).toEqual([0, 0, 0, 0]);
  });

  it('of a list or an object is itself', () => {
    const values = [['5'], { price: '5' }, []];
    expect(values.map(canonicalValue)).toEqual(values);
  });
});
