import type { PlannedCall } from './history.ts';
import type { SeededRandom } from './seeded-random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe'];
const EVENTS = [
  'Menu Opened',
  'Product Viewed',
  'Signed Up',
  'Booking Made',
  'Order Completed',
  'Order Completed',
  'Called Hotel',
];
const LONGEST_BURST = 4;

type Fields = Record<string, unknown>;

/** One of the two under which a guest is known until a message joins them. */
interface Half {
  readonly name: string;
  readonly fields: Fields;
  readonly email: string;
}

interface Guests {
  readonly startsAt: number;
  readonly guests: number;
  readonly calls: number;
}

/**
 * Guests who are known as two people, each with an address, until they turn out to be one, whenever that is; they do within
 * seconds what several campaigns wait for, and go on doing so for three days.
 */
export function callsOfJourneyGuests(
  random: SeededRandom,
  { startsAt, guests, calls }: Guests,
): PlannedCall[] {
  const planned = Array.from({ length: guests }, (_, number) => meetGuest(random, number, startsAt)).flat();
  const halves = Array.from({ length: guests }, (_, number) => halvesOf(number)).flat();
  let at = startsAt + 5 * MINUTE;
  for (let call = 0; call < calls; call += 1) {
    at += pauseBefore(random);
    const [half, other] = random.shuffled(halves) as [Half, Half];
    const burst = Array.from({ length: random.between(1, LONGEST_BURST) }, (_, place) =>
      told(random.happens(0.8) ? half : other, `m${call}-${place}`, {
        type: 'track',
        event: random.pick(EVENTS),
        properties: { venue: 'bar' },
        timestamp: iso(at - random.below(random.happens(0.9) ? 2_000 : 2 * HOUR)),
      }),
    );
    planned.push(callOf(at, burst));
    if (random.happens(0.05)) planned.push(changesMind(random, half, `c${call}`, at));
  }
  return planned;
}

function halvesOf(number: number): readonly [Half, Half] {
  return [
    { name: `userId#u${number}`, fields: { userId: `u${number}` }, email: `u${number}@example.com` },
    {
      name: `anonymousId#a${number}`,
      fields: { anonymousId: `a${number}` },
      email: `a${number}@example.com`,
    },
  ];
}

/** Each half says who it is and what it agrees to; later one message names both. */
function meetGuest(random: SeededRandom, number: number, startsAt: number): PlannedCall[] {
  const halves = halvesOf(number);
  const zone = random.pick(ZONES);
  const introductions = halves.map((half, place) => {
    const at = startsAt + number * 1_000 + place * 300;
    const [message, names] = told(half, `i${number}-${place}`, {
      type: 'identify',
      timestamp: iso(at),
      traits: { email: half.email, birthday: random.happens(0.5) ? '1990-03-29' : '1990-05-01' },
    });
    const context = { timezone: zone, consent: { categoryPreferences: { marketing: random.happens(0.9) } } };
    return callOf(at, [[{ ...message, context }, [...names, `email#${half.email}`]]]);
  });
  if (random.happens(0.15)) return introductions;
  const at = startsAt + random.below(random.happens(0.5) ? 3 * DAY : 6 * HOUR);
  const fields = { ...halves[0].fields, ...halves[1].fields };
  const both = { messageId: `j${number}`, type: 'identify', timestamp: iso(at), traits: {}, ...fields };
  return [...introductions, callOf(at, [[both, halves.map(({ name }) => name)]])];
}

function changesMind(random: SeededRandom, half: Half, messageId: string, at: number): PlannedCall {
  const [message, names] = told(half, messageId, {
    type: 'track',
    event: 'Consent Changed',
    timestamp: iso(at),
  });
  const context = { consent: { categoryPreferences: { marketing: random.happens(0.6) } } };
  return callOf(at + random.below(MINUTE), [[{ ...message, context }, names]]);
}

type Told = readonly [message: Fields, names: readonly string[]];

function told({ name, fields }: Half, messageId: string, what: Fields): Told {
  return [{ messageId, ...what, ...fields }, [name]];
}

function callOf(at: number, messages: readonly Told[]): PlannedCall {
  const batch = messages.map(([message]) => message);
  const planned = messages.map(([{ messageId }, names]) => ({
    messageId: String(messageId),
    identifiers: [...names].sort(),
  }));
  return { at, call: { route: 'POST /v1/batch', key: 'server', body: { batch } }, messages: planned };
}

/** Mostly at once; at times hours later, so that waits end and nights pass. */
function pauseBefore(random: SeededRandom): number {
  const chance = random.next();
  if (chance < 0.5) return random.below(1_500);
  return chance < 0.75 ? random.below(30 * MINUTE) : random.below(14 * HOUR);
}

const iso = (moment: number): string => new Date(moment).toISOString();
