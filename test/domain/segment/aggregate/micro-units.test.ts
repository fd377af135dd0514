import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Amount,
  addAmounts,
  fromMicroUnits,
  packAmount,
  toMicroUnits,
  unpackAmount,
} from '../../../../domain/segment/aggregate/micro-units.ts';

/** The nearest whole number of millionths, by the decimal notation of the exact binary fraction. */
const exactly = (number: number) => BigInt(number.toFixed(6).replace('.', ''));

const cents = fc.integer({ min: -1e12, max: 1e12 }).map((amount) => amount / 100);
const number = fc.oneof(
  cents,
  fc.double({ min: -2e9, max: 2e9, noNaN: true }),
  fc.double({ min: -9e20, max: 9e20, noNaN: true }),
  fc.double({ min: -1e-5, max: 1e-5, noNaN: true }),
  fc.integer(),
);

describe('toMicroUnits', () => {
  it('gives the nearest millionth of any number', () => {
    fc.assert(
      fc.property(number, (value) => {
        const amount = toMicroUnits(value);
        expect(BigInt(amount ?? 'none')).toBe(exactly(value));
        expect(amount).toBe(JSON.parse(JSON.stringify(amount)) as Amount);
      }),
      { numRuns: 5000 },
    );
  });

  it('given what lies between two millionths, or among numbers hardly finer than them, then its own digits decide', () => {
    expect([12.4628035, 29.2994995].map(toMicroUnits)).toEqual([12_462_803, 29_299_499]);
    expect(toMicroUnits(9_948_027_180.578_613)).toBe('9948027180578613');
    expect(toMicroUnits(9_131_064_218.1515)).toBe('9131064218151501');
  });

  it('given what is no number, or has no plain decimal notation, then there is no amount', () => {
    expect(['', 'free', true, null, [5], { five: 5 }, 1e21, '-1e21', '1e400'].map(toMicroUnits)).toEqual(
      Array<undefined>(9).fill(undefined),
    );
    expect(['5', '-.5', 6e-7].map(toMicroUnits)).toEqual([5_000_000, -500_000, 1]);
  });
});

describe('addAmounts', () => {
  it('is exact, and a number as long as that holds it', () => {
    const amounts = fc.array(fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(amounts, (exact) => {
        const asAmount = (one: bigint): Amount =>
          Number.isSafeInteger(Number(one)) ? Number(one) : one.toString();
        const sum = exact.map(asAmount).reduce(addAmounts);
        expect(sum).toBe(asAmount(exact.reduce((a, b) => a + b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the number back', () => {
    expect(fromMicroUnits(addAmounts(toMicroUnits(0.1) ?? 0, toMicroUnits(0.2) ?? 0))).toBe(0.3);
  });
});

describe('packAmount', () => {
  it('loses no millionth of any amount', () => {
    const edge = 1_000_000_000_000_000;
    const amounts = fc.oneof(
      fc.integer({ min: -3, max: 3 }).map((offset) => BigInt(edge + offset)),
      fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
      fc.bigInt({ min: -BigInt(edge), max: BigInt(edge) }),
    );
    fc.assert(
      fc.property(amounts, (exact) => {
        const amount = addAmounts(exact.toString(), 0);
        const packed = JSON.parse(JSON.stringify(packAmount(amount))) as Amount;
        expect(unpackAmount(packed)).toBe(amount);
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps the digits where a number of units would not tell the millionths', () => {
    expect([9_007_199_254_740_991, -9_007_199_254_740_991].map(packAmount)).toEqual([
      '9007199254740991',
      '-9007199254740991',
    ]);
    expect([1e15, 1e15 - 1, '9007199254740993'].map(packAmount)).toEqual([
      '1000000000000000',
      999_999_999.999999,
      '9007199254740993',
    ]);
  });

  it('is as short as what was added up', () => {
    expect([12_500_000, -1, 0, 99_999_999_990_000].map(packAmount)).toEqual([
      12.5, -0.000001, 0, 99_999_999.99,
    ]);
  });
});
