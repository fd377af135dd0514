import type { SeededRandom } from '../simulation/seeded-random.ts';
import {
  aNumberMatcher,
  aTextMatcher,
  aToldTraitCondition,
  aWhere,
  aZoneMatcher,
} from './arbitrary-matcher.ts';
import { aQuietSequence, aSequence } from './arbitrary-sequence.ts';
import { BEGINNING, CAMPAIGNS, DEEDS, HOUR, LISTS, OFFERS, PURPOSES, VENUES } from './vocabulary.ts';
import type { Json, Written, WrittenMapping, WrittenSelector, WrittenSince } from './written.ts';

/** What the conditions of one playbook may speak of. */
export interface Pool {
  /** A few lengths, so that windows meet each other and the events. */
  readonly lengths: readonly string[];
  /** Ids of the segments before this one. */
  readonly segments: readonly string[];
  /** Ids of computed traits, and whether they are texts, or lists of them. */
  readonly traits: Readonly<Record<string, 'number' | 'text'>>;
  readonly inCampaign: boolean;
}

type Make = (dice: SeededRandom, pool: Pool) => WrittenMapping;

/** Events by their name, or several, or any; with a `where` or without. */
export function aSelector(dice: SeededRandom, { lengths }: Pool): WrittenSelector {
  const event = dice.happens(0.75)
    ? dice.pick(DEEDS)
    : dice.pick<string | string[]>(['any', [dice.pick(DEEDS), dice.pick(DEEDS)]]);
  return dice.happens(0.35) ? { event, where: aWhere(dice, dice.pick(lengths)) } : { event };
}

function aSince(dice: SeededRandom, pool: Pool): WrittenSince {
  const makes: (() => WrittenSince)[] = [
    () => aSelector(dice, pool),
    () => ({ ...aSelector(dice, pool), for: dice.pick(pool.lengths) }),
    () => new Date(BEGINNING + dice.between(0, 12) * HOUR).toISOString(),
  ];
  if (pool.segments.length > 0) {
    makes.push(() => ({ segment: dice.pick(pool.segments) }));
    makes.push(() => ({ segment: dice.pick(pool.segments) }));
  }
  if (pool.inCampaign)
    makes.push(
      () => 'entry',
      () => 'entry',
      () => 'entry',
      () => 'entry',
    );
  return dice.pick(makes)();
}

function aRange(dice: SeededRandom, { lengths }: Pool): [string, string] {
  return dice.happens(0.5) ? [lengths[2] ?? '', lengths[0] ?? ''] : [lengths[1] ?? '', lengths[0] ?? ''];
}

/** Since when, and within what: either, both or neither; or a range or the visit, which go alone. */
function aStretch(dice: SeededRandom, pool: Pool): WrittenMapping {
  if (dice.happens(0.12)) return { within: aRange(dice, pool) };
  if (dice.happens(0.12)) return { within: 'visit' };
  return {
    ...(dice.happens(0.5) && { within: dice.pick(pool.lengths) }),
    ...(dice.happens(0.4) && { since: aSince(dice, pool) }),
  };
}

function aCount(dice: SeededRandom): WrittenMapping {
  if (dice.happens(0.4)) return {};
  const count = dice.pick<NonNullable<WrittenMapping['count']>>([
    { atLeast: 0 },
    { atLeast: 2 },
    { atLeast: 3 },
    { atMost: 1 },
    { atMost: 0 },
    { is: 2 },
    1,
    { moreThan: 1 },
    { lessThan: 2 },
    { between: [1, 2] },
  ]);
  return { count };
}

export const anEvent: Make = (dice, pool) => ({
  ...aSelector(dice, pool),
  ...aCount(dice),
  ...aStretch(dice, pool),
});

export const aMeasure: Make = (dice, pool) => {
  const measure = dice.pick(['sum', 'average', 'min', 'max', 'unique']);
  const of =
    measure === 'unique'
      ? dice.pick(['category', 'products.category', 'products.tags'])
      : dice.pick(['revenue', 'products.price']);
  const tests = aNumberMatcher(dice, measure === 'unique' ? [0, 1, 2, 3] : undefined);
  const count = dice.happens(0.3) ? aCount(dice) : {};
  return { ...aSelector(dice, pool), [measure]: { of, ...tests }, ...count, ...aStretch(dice, pool) };
};

/** Only of different values in a range all buckets matter one by one. */
const aRangeOfValues: Make = (dice, pool) => ({
  event: dice.pick(DEEDS),
  unique: {
    of: dice.pick(['category', 'products.category', 'products.tags']),
    ...aNumberMatcher(dice, [0, 1, 3, 5, 6, 7]),
  },
  within: aRange(dice, pool),
});

const aMatching: Make = (dice, pool) => {
  const on = dice.pick<Record<string, string>>([
    { product_id: 'products.product_id' },
    { product_id: 'product_id' },
    { 'products.product_id': 'product_id', category: 'category' },
    { 'products.product_id': 'products.product_id' },
  ]);
  const left = dice.happens(0.5) ? { event: 'Product Viewed' } : aSelector(dice, pool);
  const right = dice.happens(0.5) ? { event: 'Order Completed' } : aSelector(dice, pool);
  return {
    ...left,
    ...aCount(dice),
    ...(dice.happens(0.4) && { within: dice.pick(pool.lengths) }),
    ...(dice.happens(0.4) && { since: aSince(dice, pool) }),
    matching: { ...right, on },
  };
};

const anAffinity: Make = (dice, pool) => {
  const property = dice.pick(['category', 'products.category']);
  const isShare = dice.happens(0.7);
  return {
    affinity: property,
    is: dice.pick<Json>(['Suits', 'Dresses', 5]),
    ...(dice.happens(0.6) && { over: aSelector(dice, pool) }),
    ...(isShare && {
      share: dice.pick<Json>([{ atLeast: 0.5 }, { moreThan: 0.5 }, { lessThan: 0.5 }, { is: 1 }]),
    }),
    ...((!isShare || dice.happens(0.3)) && {
      count: dice.pick([{ atLeast: 2 }, { atMost: 1 }, { atLeast: 1 }]),
    }),
    ...(dice.happens(0.5) && { within: dice.pick(pool.lengths) }),
  };
};

const aMembership: Make = (dice, pool) => {
  if (pool.segments.length === 0) return anEvent(dice, pool);
  const segment = dice.pick(pool.segments);
  return dice.happens(0.35) ? { segment } : { segment, for: dice.pick(pool.lengths) };
};

const aComputedTrait: Make = (dice, { traits }) => {
  const [trait, kind] = dice.pick(Object.entries(traits));
  return { trait, ...(kind === 'number' ? aNumberMatcher(dice) : aTextMatcher(dice)) };
};

/** Each kind of condition, by a name under which it can be left out. */
export const CONDITION_KINDS: Readonly<Record<string, Make>> = {
  event: anEvent,
  measure: aMeasure,
  matching: aMatching,
  sequence: (dice, pool) => aSequence(dice, pool, aSelector),
  affinity: anAffinity,
  'told trait': (dice, { lengths }) => aToldTraitCondition(dice, dice.pick(lengths)) as WrittenMapping,
  'computed trait': aComputedTrait,
  segment: aMembership,
  consent: (dice) => ({ consent: dice.pick(PURPOSES) }),
  reachable: (dice) => ({ reachable: dice.pick(['email', 'sms', 'push']) }),
  identifier: (dice) => ({ identifier: dice.pick(['email', 'userId', 'deviceId', 'phone']) }),
  offer: (dice) => ({
    offer: dice.pick(OFFERS),
    ...(dice.happens(0.7) && { status: dice.pick(['granted', 'valid', 'redeemed', 'expired', 'held']) }),
  }),
  presence: (dice) => ({
    ...(dice.happens(0.7) && { at: dice.pick(['any', ...VENUES]) }),
    ...(dice.happens(0.4) && { zone: aZoneMatcher(dice) }),
  }),
  message: (dice, { lengths }) => ({
    message: dice.pick(CAMPAIGNS),
    ...(dice.happens(0.8) && {
      status: dice.pick(['sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'spam']),
    }),
    ...(dice.happens(0.5) && { within: dice.pick(lengths) }),
  }),
  list: (dice) => ({ list: dice.pick(LISTS) }),
  'quiet sequence': (dice, pool) => aQuietSequence(dice, pool.lengths),
  'values in a range': aRangeOfValues,
  random: (dice) => ({ random: dice.pick(['10%', '50%', '12.5%']) }),
};

/** A condition of the kinds that are named: mostly one alone, else a few that are joined. */
export function aCondition(dice: SeededRandom, pool: Pool, kinds: readonly string[], depth = 0): Written {
  if (dice.happens(0.005)) return 'everyone';
  if (depth < 2 && dice.happens(0.35)) {
    const parts = Array.from({ length: dice.between(1, 3) }, () => aCondition(dice, pool, kinds, depth + 1));
    return dice.happens(0.5) ? { all: parts } : { any: parts };
  }
  if (depth < 2 && dice.happens(0.12)) return { not: aCondition(dice, pool, kinds, depth + 1) };
  const made = CONDITION_KINDS[dice.pick(kinds)]?.(dice, pool) ?? 'everyone';
  return Object.keys(made).length === 0 ? { at: 'any' } : made;
}
