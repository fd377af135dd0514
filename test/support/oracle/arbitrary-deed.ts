import type { SeededRandom } from '../simulation/seeded-random.ts';
import {
  aBrand,
  aCategory,
  aDate,
  anAmount,
  aProductId,
  CAMPAIGNS,
  CHANNEL_EVENTS,
  DEEDS,
  HOUR,
  LISTS,
  OFFERS,
  PURPOSES,
  VENUES,
  ZONES,
} from './vocabulary.ts';
import type { ToldEvent } from './world.ts';
import type { Json } from './written.ts';

type Deed = Pick<ToldEvent, 'name' | 'properties' | 'traits' | 'context' | 'consent'>;
type Mapping = { readonly [key: string]: Json };

/** More different values than are counted exactly. */
const MANY = 105;

/** Something that a guest does, or that is told of them. */
export function aDeed(dice: SeededRandom, time: number): Deed {
  const nothing = { properties: {}, traits: {}, context: {}, consent: {} };
  const chance = dice.next();
  if (chance < 0.6) return { ...nothing, ...aPlainDeed(dice, time) };
  if (chance < 0.72) return { ...nothing, traits: someTraits(dice, time), ...aDevice(dice) };
  if (chance < 0.76) return { ...nothing, name: 'Consent Changed', consent: someConsent(dice) };
  const [name, properties] = anOwnEvent(dice, time);
  return { ...nothing, name, properties };
}

function aPlainDeed(dice: SeededRandom, time: number): Pick<Deed, 'name' | 'properties' | 'context'> {
  const venue = dice.happens(0.3) ? { venue: dice.pick(VENUES) } : {};
  const category = dice.happens(0.8)
    ? { category: dice.pick([aCategory(dice), [aCategory(dice)], null]) }
    : {};
  const context = dice.happens(0.3)
    ? { app: { version: dice.pick(['3.1.9', '3.2.0', '3.2.0-beta', 'x']) } }
    : {};
  return {
    name: dice.pick(DEEDS),
    properties: {
      ...(dice.happens(0.7) && { revenue: anAmount(dice) }),
      ...category,
      ...(dice.happens(0.6) && { product_id: aProductId(dice) }),
      ...(dice.happens(0.3) && { checkIn: aDate(dice, time) }),
      ...(dice.happens(0.5) && { products: someProducts(dice) }),
      ...venue,
    },
    context,
  };
}

function someProducts(dice: SeededRandom): Json[] {
  if (dice.happens(0.02)) {
    return Array.from({ length: MANY }, (_, index) => ({ category: `c${index}`, product_id: `p${index}` }));
  }
  return Array.from({ length: dice.below(4) }, () => ({
    ...(dice.happens(0.85) && { category: aCategory(dice) }),
    ...(dice.happens(0.6) && { product_id: aProductId(dice) }),
    ...(dice.happens(0.5) && { price: anAmount(dice) }),
    ...(dice.happens(0.6) && { brand: aBrand(dice) }),
    ...(dice.happens(0.4) && { tags: [aCategory(dice), aCategory(dice)] }),
  }));
}

function someTraits(dice: SeededRandom, time: number): Mapping {
  return {
    ...(dice.happens(0.5) && {
      tags: dice.pick<Json>([[aCategory(dice), aCategory(dice)], aCategory(dice), []]),
    }),
    ...(dice.happens(0.4) && { city: dice.pick<Json>([aCategory(dice), null]) }),
    ...(dice.happens(0.4) && { birthday: aDate(dice, time) }),
    ...(dice.happens(0.4) && { score: anAmount(dice) }),
    ...(dice.happens(0.3) && { arrivals: [aDate(dice, time), aDate(dice, time)] }),
    ...(dice.happens(0.3) && { address: { city: aCategory(dice), homes: [{ city: aCategory(dice) }] } }),
  };
}

function aDevice(dice: SeededRandom): Pick<Deed, 'context'> | undefined {
  return dice.happens(0.15) ? { context: { device: { token: 't1', type: 'ios' } } } : undefined;
}

function someConsent(dice: SeededRandom): Record<string, boolean> {
  const names = [...PURPOSES, 'sms', 'email'];
  return { [dice.pick(names)]: dice.happens(0.6), [dice.pick(names)]: dice.happens(0.6) };
}

function anOwnEvent(dice: SeededRandom, time: number): [string, Mapping] {
  const later = (steps: number) => new Date(Math.round(time / HOUR) * HOUR + steps * HOUR).toISOString();
  const offer = { offer: dice.pick(OFFERS), code: dice.pick(['A1', 'B2', 'C3']) };
  const term = {
    ...(dice.happens(0.5) && { validFrom: later(dice.between(-2, 6)) }),
    ...(dice.happens(0.6) && { validUntil: later(dice.between(3, 40)) }),
  };
  return dice.pick<() => [string, Mapping]>([
    () => [
      'Beacon Entered',
      { venue: dice.pick(VENUES), ...(dice.happens(0.7) && { zone: dice.pick(ZONES) }) },
    ],
    () => ['Beacon Entered', { venue: dice.pick(VENUES), zone: dice.pick(ZONES) }],
    () => ['Beacon Left', { venue: dice.pick(VENUES) }],
    () => ['Offer Granted', { ...offer, ...term }],
    () => ['Offer Granted', { ...offer, ...term }],
    () => ['Offer Redeemed', offer],
    () => ['List Changed', { list: dice.pick(LISTS), member: dice.happens(0.7) }],
    () => [dice.pick(CHANNEL_EVENTS), { campaign: dice.pick(CAMPAIGNS) }],
    () => [dice.pick(CHANNEL_EVENTS), { campaign: dice.pick(CAMPAIGNS) }],
  ])();
}
