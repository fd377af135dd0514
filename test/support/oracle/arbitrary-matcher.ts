import type { SeededRandom } from '../simulation/seeded-random.ts';
import { aBrand, aCategory, aProductId, BEGINNING, TOLD_TRAITS, ZONES } from './vocabulary.ts';
import type { Json, WrittenMatcher, WrittenWhere } from './written.ts';

type Tests = { [test: string]: Json };

/** Tests of a value that is text, or a list of texts. */
export function aTextMatcher(dice: SeededRandom): Tests {
  const value = aCategory(dice);
  const values = [value, aCategory(dice)];
  const tests = dice.pick<Tests>([
    { is: value },
    { isNot: value },
    { in: values },
    { notIn: values },
    { includes: value },
    { includesAny: values },
    { includesAll: dice.happens(0.25) ? values : [value] },
    { includesAll: [value] },
    { excludes: value },
    { startsWith: 'S' },
    { endsWith: 's' },
    { containsText: 'it' },
    { matches: '^(Su|D).*s$' },
    { exists: dice.happens(0.5) },
    { startsWith: 'S', endsWith: 's' },
    { includes: value, isNot: values[1] ?? '' },
  ]);
  return dice.happens(0.15) ? { ...tests, ignoreCase: true } : tests;
}

/** Tests of a number. */
export function aNumberMatcher(
  dice: SeededRandom,
  numbers: readonly Json[] = [0, 0.2, 0.3, 5, '5', 12, 24, 250],
): Tests {
  const number = dice.pick(numbers);
  const other = dice.pick(numbers);
  const ascending = [number, other].sort((a, b) => Number(a) - Number(b));
  return dice.pick<Tests>([
    { is: number },
    { atLeast: number },
    { atMost: number },
    { moreThan: number },
    { lessThan: number },
    { between: ascending },
    { atLeast: ascending[0] ?? 0, lessThan: ascending[1] ?? 0 },
  ]);
}

/** Tests of a date. */
export function aDateMatcher(dice: SeededRandom, length: string): Tests {
  const date = new Date(BEGINNING + dice.between(-8, 8) * 43_200_000).toISOString();
  return dice.pick<Tests>([
    { before: date },
    { after: date.slice(0, 10) },
    { before: `${length} ago` },
    { after: `${length} ago` },
    { before: '18 years ago' },
    { after: '18 years ago' },
    { before: '1 month ago' },
    { withinLast: length },
    { withinLast: '7 days' },
    { withinLast: '1 month' },
    { withinNext: length },
    { withinNext: '7 days' },
    { withinNext: '1 month' },
    { atLeast: date },
    { lessThan: date.slice(0, 10) },
  ]);
}

/** A matcher beside a path into an event's properties or context, now and then of several paths. */
export function aWhere(dice: SeededRandom, length: string): WrittenWhere {
  const one = aWhereClause(dice, length);
  return dice.happens(0.15) ? { ...one, ...aWhereClause(dice, length) } : one;
}

function aWhereClause(dice: SeededRandom, length: string): WrittenWhere {
  const plain = dice.happens(0.3) ? aCategory(dice) : [aCategory(dice), aCategory(dice)];
  return dice.pick<() => WrittenWhere>([
    () => ({ category: dice.happens(0.5) ? plain : aTextMatcher(dice) }),
    () => ({ 'products.category': dice.happens(0.4) ? plain : aTextMatcher(dice) }),
    () => ({ products: { some: { category: aCategory(dice), brand: aBrand(dice) } } }),
    () => ({ 'products.price': aNumberMatcher(dice) }),
    () => ({ revenue: aNumberMatcher(dice) }),
    () => ({ product_id: aProductId(dice) }),
    () => ({ checkIn: aDateMatcher(dice, length) }),
    () => ({
      'context.app.version': dice.pick<Json>([{ versionBelow: '3.2.0' }, { versionAtLeast: '3.2' }]),
    }),
    () => ({ missing: { exists: dice.happens(0.2) } }),
  ])();
}

/** A zone of a venue. */
export function aZoneMatcher(dice: SeededRandom): WrittenMatcher {
  return dice.pick<WrittenMatcher>([
    dice.pick(ZONES),
    [...ZONES],
    { startsWith: 'table-' },
    { isNot: 'window' },
  ]);
}

/** What a trait that was told is asked. */
export function aToldTraitCondition(dice: SeededRandom, length: string): Tests {
  const trait = dice.pick(TOLD_TRAITS);
  switch (trait) {
    case 'score':
      return { trait, ...aNumberMatcher(dice) };
    case 'birthday':
    case 'arrivals':
      return { trait, ...aDateMatcher(dice, length) };
    case 'address':
      return { trait: dice.pick(['address.city', 'address.homes.city']), ...aTextMatcher(dice) };
    default:
      return { trait, ...aTextMatcher(dice) };
  }
}
