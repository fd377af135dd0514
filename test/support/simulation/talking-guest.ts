import type { SeededRandom } from './seeded-random.ts';

/** A guest's identifiers, by the field of a message that carries them. */
export interface Guest {
  readonly number: number;
  readonly userIds: readonly string[];
  readonly emails: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly deviceIds: readonly string[];
  readonly crmId: string;
  readonly loyaltyId: string;
  readonly phone: string;
}

export interface Message {
  readonly body: Readonly<Record<string, unknown>>;
  readonly identifiers: readonly string[];
}

interface Occasion {
  readonly number: number;
  readonly at: number;
}

const HOUR = 3_600_000;

export function aGuest(random: SeededRandom, number: number, isShared: boolean): Guest {
  const kiosk = isShared && random.happens(0.6);
  return {
    number,
    userIds: isShared && random.happens(0.4) ? [`u${number}`, `u${number}-second`] : [`u${number}`],
    emails: [`g${number}@example.com`, `g${number}.work@example.com`],
    anonymousIds: [`a${number}`, `b${number}`, ...(kiosk ? ['kiosk'] : [])],
    deviceIds: [`d${number}`, ...(kiosk ? ['lobby-tablet'] : [])],
    crmId: `c${number}`,
    loyaltyId: `l${number}`,
    phone: `+4930${1_000_000 + number}`,
  };
}

type Fields = Record<string, unknown>;
type Told = readonly [fields: Fields, identifiers: readonly string[]];

/** One message of one of the ways in which a house hears of a guest. */
export function aMessage(random: SeededRandom, guest: Guest, occasion: Occasion): Message {
  const [fields, identifiers] = random.pick(WAYS)(random, guest);
  const context = { ...(fields.context as Fields | undefined), ...contextOf(random, occasion) };
  const body = {
    messageId: `m${String(occasion.number).padStart(6, '0')}`,
    ...timestampOf(random, occasion),
    ...fields,
    ...(fields.type === 'track' ? whatHappened(random) : {}),
    context,
  };
  return { body, identifiers };
}

/** Once in a way each; those that tell of somebody without joining anything come more often. */
const WAYS: readonly ((random: SeededRandom, guest: Guest) => Told)[] = [
  onWeb,
  onWeb,
  inApp,
  inApp,
  atTill,
  fromCrm,
  onLogin,
  onLogin,
  onSignUp,
  asAlias,
];

function onWeb(random: SeededRandom, { anonymousIds, userIds }: Guest): Told {
  const anonymousId = random.pick(anonymousIds);
  const names = [`anonymousId#${anonymousId}`];
  if (random.happens(0.7)) return [{ type: 'track', anonymousId }, names];
  const userId = random.pick(userIds);
  return [{ type: 'track', anonymousId, userId }, [`userId#${userId}`, ...names]];
}

function inApp(random: SeededRandom, { deviceIds, userIds }: Guest): Told {
  const id = random.pick(deviceIds);
  const token = random.happens(0.3) ? { token: `token-${id}-${random.below(2)}`, type: 'ios' } : {};
  const context = { device: { id, ...token } };
  const names = [`deviceId#${id}`];
  const anonymousId = `app-${id}`;
  if (random.happens(0.6))
    return [{ type: 'track', anonymousId, context }, [...names, `anonymousId#${anonymousId}`]];
  const userId = random.pick(userIds);
  return [{ type: 'track', userId, context }, [`userId#${userId}`, ...names]];
}

function atTill(random: SeededRandom, { loyaltyId, phone }: Guest): Told {
  if (random.happens(0.7)) return [{ type: 'track', identifiers: { loyaltyId } }, [`loyaltyId#${loyaltyId}`]];
  const identifiers = { loyaltyId, phone };
  return [{ type: 'track', identifiers }, [`loyaltyId#${loyaltyId}`, `phone#${phone}`]];
}

function fromCrm(random: SeededRandom, { crmId, emails }: Guest): Told {
  const email = random.pick(emails);
  const traits = { tags: random.happens(0.5) ? ['Price Sensitive'] : ['Vegan'] };
  const identifiers = { crmId, email: ` ${email.toUpperCase()} ` };
  return [{ type: 'identify', identifiers, traits }, [`crmId#${crmId}`, `email#${email}`]];
}

function onLogin(random: SeededRandom, { userIds, anonymousIds, emails }: Guest): Told {
  const userId = random.pick(userIds);
  const anonymousId = random.pick(anonymousIds);
  const email = random.pick(emails);
  const traits = { email, firstName: random.pick(['John', 'Joan']) };
  const names = [`userId#${userId}`, `email#${email}`, `anonymousId#${anonymousId}`];
  return [{ type: 'identify', userId, anonymousId, traits }, names];
}

function onSignUp(random: SeededRandom, { userIds, loyaltyId }: Guest): Told {
  const userId = random.pick(userIds);
  const context = { externalIds: [{ id: loyaltyId, type: 'loyaltyId' }] };
  return [{ type: 'track', userId, context }, [`userId#${userId}`, `loyaltyId#${loyaltyId}`]];
}

function asAlias(random: SeededRandom, { userIds, anonymousIds }: Guest): Told {
  const userId = random.pick(userIds);
  const previousId = random.pick(anonymousIds);
  return [{ type: 'alias', userId, previousId }, [`userId#${userId}`, `anonymousId#${previousId}`]];
}

function whatHappened(random: SeededRandom): Fields {
  switch (random.below(6)) {
    case 0:
      return { event: 'Booking Made', properties: { room: random.pick(['Suite', 'Single']) } };
    case 1:
      return { event: 'Called Hotel' };
    case 2:
      return { event: 'Signed Up' };
    case 3:
      return { event: 'Order Completed', properties: { revenue: random.between(1, 300) } };
    case 4:
      return { event: 'Product Viewed', properties: { colour: random.pick(['red', 'blue', 'green']) } };
    default:
      return { event: 'Menu Opened' };
  }
}

function contextOf(random: SeededRandom, _occasion: Occasion): Fields {
  if (!random.happens(0.15)) return {};
  return { consent: { categoryPreferences: { marketing: random.happens(0.5) } } };
}

/** Mostly a moment ago; some of hours and days ago, from a clock that is ahead, or none at all. */
function timestampOf(random: SeededRandom, { at }: Occasion): Fields {
  const chance = random.next();
  if (chance < 0.1) return {};
  if (chance < 0.7) return { timestamp: new Date(at - random.below(5_000)).toISOString() };
  if (chance < 0.9) return { timestamp: new Date(at - random.below(3 * HOUR)).toISOString() };
  if (chance < 0.95) return { timestamp: new Date(at + random.below(HOUR)).toISOString() };
  return { timestamp: new Date(at - random.below(12 * 24 * HOUR)).toISOString() };
}
