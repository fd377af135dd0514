import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConsentChoice } from '../../../domain/consent/consent-choice.ts';
import { compareChoices, laterChoice } from '../../../domain/profile/stamped.ts';
import { uniteNewest } from '../../../domain/profile/unite-newest.ts';

const choice: fc.Arbitrary<ConsentChoice> = fc.record({
  granted: fc.boolean(),
  at: fc.integer({ min: 1, max: 3 }),
  messageId: fc.constantFrom('m-1', 'm-2', 'm-3'),
});
type Choices = Readonly<Record<string, ConsentChoice>>;
const said = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), choice);
const unite = (a: Choices, b: Choices) =>
  uniteNewest(a, b, laterChoice, { count: 3, compare: compareChoices }).kept;
const uniteInTurn = (choices: readonly (readonly [string, ConsentChoice])[]): Choices =>
  choices.map(([purpose, one]) => ({ [purpose]: one })).reduce(unite, {});

describe('uniteNewest, of choices that are too many', () => {
  it('keeps the same ones in whatever order they come, also where a stricter one comes with an earlier message', () => {
    const orders = fc
      .array(said, { maxLength: 12 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(orders, ([one, other]) => {
        expect(uniteInTurn(one)).toEqual(uniteInTurn(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps the same ones where two people with choices of their own become one', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 8 }), fc.array(said, { maxLength: 8 }), (one, other) => {
        const together = uniteInTurn([...one, ...other]);
        expect(unite(uniteInTurn(one), uniteInTurn(other))).toEqual(together);
        expect(unite(uniteInTurn(other), uniteInTurn(one))).toEqual(together);
      }),
      { numRuns: 2_000 },
    );
  });
});
