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
import type { Json, WrittenPlaybook } from './written.ts';

type Deed = Pick<ToldEvent, 'name' | 'properties' | 'traits' | 'context' | 'consent'>;
type Mapping = { readonly [key: string]: Json };

const CODES = ['A1', 'B2', 'C3'];
/** More different values than are counted exactly. */
const MANY = 105;

/** What a playbook speaks of besides plain deeds: the histories told to it do too. */
export const TOPICS = ['trait', 'consent', 'offer', 'presence', 'list', 'message', 'reachable'] as const;
export type Topic = (typeof TOPICS)[number];

/** What a playbook speaks of, by the words in it. */
export function topicsOf(playbook: WrittenPlaybook): ReadonlySet<Topic> {
  const text = JSON.stringify([playbook.segments, playbook.campaigns]);
  const words: Readonly<Record<Topic, RegExp>> = {
    trait: /"trait":"(tags|city|birthday|score|arrivals|address)/u,
    consent: /"consent"/u,
    offer: /"offer"/u,
    presence: /"(at|zone)":|"visit"/u,
    list: /"list"/u,
    message: /"message"/u,
    reachable: /"reachable"/u,
  };
  return new Set(TOPICS.filter((topic) => words[topic].test(text)));
}

/** Something that a guest does, or that is told of them. */
export function aDeed(dice: SeededRandom, time: number, topics: ReadonlySet<Topic>): Deed {
  const nothing = { properties: {}, traits: {}, context: {}, consent: {} };
  if (topics.size === 0 || dice.happens(0.5)) return { ...nothing, ...aPlainDeed(dice, time) };
  switch (dice.pick([...topics])) {
    case 'trait':
      return { ...nothing, traits: someTraits(dice, time) };
    case 'reachable':
      return { ...nothing, ...aDevice(dice), consent: someConsent(dice) };
    case 'consent':
      return { ...nothing, name: 'Consent Changed', consent: someConsent(dice) };
    case 'offer':
      return { ...nothing, ...anOfferEvent(dice, time) };
    case 'presence':
      return { ...nothing, ...aSighting(dice) };
    case 'list': {
      const properties = { list: dice.pick(LISTS), member: dice.happens(0.7) };
      return { ...nothing, name: 'List Changed', properties };
    }
    case 'message':
      return { ...nothing, name: dice.pick(CHANNEL_EVENTS), properties: { campaign: dice.pick(CAMPAIGNS) } };
  }
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
  if (dice.happens(0.03)) {
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
    ...(dice.happens(0.5) && { city: dice.pick<Json>([aCategory(dice), null]) }),
    ...(dice.happens(0.4) && { birthday: aDate(dice, time) }),
    ...(dice.happens(0.4) && { score: anAmount(dice) }),
    ...(dice.happens(0.3) && { arrivals: [aDate(dice, time), aDate(dice, time)] }),
    ...(dice.happens(0.3) && { address: { city: aCategory(dice), homes: [{ city: aCategory(dice) }] } }),
  };
}

function aDevice(dice: SeededRandom): Pick<Deed, 'context'> | undefined {
  return dice.happens(0.5) ? { context: { device: { token: 't1', type: 'ios' } } } : undefined;
}

function someConsent(dice: SeededRandom): Record<string, boolean> {
  const names = [...PURPOSES, 'sms', 'email'];
  return { [dice.pick(names)]: dice.happens(0.6), [dice.pick(names)]: dice.happens(0.6) };
}

type Named = Pick<Deed, 'name' | 'properties'>;

function aSighting(dice: SeededRandom): Named {
  const properties = { venue: dice.pick(VENUES), ...(dice.happens(0.8) && { zone: dice.pick(ZONES) }) };
  return { name: dice.happens(0.75) ? 'Beacon Entered' : 'Beacon Left', properties };
}

function anOfferEvent(dice: SeededRandom, time: number): Named {
  const later = (steps: number) => new Date(Math.round(time / HOUR) * HOUR + steps * HOUR).toISOString();
  const offer = { offer: dice.pick(OFFERS), code: dice.pick(CODES) };
  if (dice.happens(0.2)) return { name: 'Offer Redeemed', properties: offer };
  const term = {
    ...(dice.happens(0.6) && { validFrom: later(dice.between(-2, 20)) }),
    ...(dice.happens(0.6) && { validUntil: later(dice.between(15, 70)) }),
  };
  return { name: 'Offer Granted', properties: { ...offer, ...term } };
}
