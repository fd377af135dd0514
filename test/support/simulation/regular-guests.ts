import { makeHistory, type PlannedCall } from './history.ts';
import type { SeededRandom } from './seeded-random.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Between two visits: longer than what segments look back on. */
const AWAY = 8 * DAY;
const GUESTS = 4;
const MESSAGES_A_VISIT = 25;
/** More than a profile remembers the times of. */
const CALLS = 34;
const TIMEZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];

interface Visits {
  readonly seed: number;
  readonly startsAt: number;
  readonly isShared: boolean;
}

/** Guests who come, stay away for days and come again; and one who calls more often than a profile remembers. */
export function callsOfRegulars(
  random: SeededRandom,
  { seed, startsAt, isShared }: Visits,
): readonly PlannedCall[] {
  const visit = { guests: GUESTS, messages: MESSAGES_A_VISIT, isShared };
  const first = makeHistory(seed, { ...visit, startsAt });
  const last = Math.max(...first.map(({ at }) => at));
  const second = makeHistory(seed + 1_000_003, { ...visit, startsAt: last + AWAY }).map(withOtherIds);
  const often = random.happens(0.3) ? callsOfCaller(random, startsAt) : [];
  const lost = isShared ? callsOfLoser(last + AWAY) : [];
  return [...[...first, ...second].map((call) => fromSomewhere(random, call)), ...often, ...lost];
}

/** Both visits number their messages from the beginning. */
function withOtherIds(call: PlannedCall): PlannedCall {
  return JSON.parse(JSON.stringify(call).replaceAll(/\bm(\d{6})\b/g, 'n$1'));
}

type Message = { readonly context?: object };

/** Devices say where they are. */
function fromSomewhere(random: SeededRandom, planned: PlannedCall): PlannedCall {
  const body = planned.call.body as Message & { readonly batch?: readonly Message[] };
  if (typeof body === 'string') return planned;
  const place = (message: Message) => ({
    ...message,
    context: { ...message.context, timezone: random.pick(TIMEZONES) },
  });
  const placed = body.batch === undefined ? place(body) : { ...body, batch: body.batch.map(place) };
  return { ...planned, call: { ...planned.call, body: placed } };
}

/** Calls the hotel, and signs up: but that is told late, of a moment before the calls, of the same or of another device. */
function callsOfCaller(random: SeededRandom, startsAt: number): readonly PlannedCall[] {
  const calls = Array.from({ length: CALLS }, (_, number) =>
    caller(number, startsAt + number * MINUTE, { event: 'Called Hotel', anonymousId: 'caller' }),
  );
  const at = startsAt + CALLS * MINUTE;
  const timestamp = new Date(startsAt - MINUTE).toISOString();
  const who = random.happens(0.5) ? { anonymousId: 'caller' } : { userId: 'caller' };
  const signedUp = caller(CALLS, at, { event: 'Signed Up', timestamp, ...who });
  const known = caller(CALLS + 1, at + 5 * MINUTE, {
    event: 'Menu Opened',
    anonymousId: 'caller',
    userId: 'caller',
  });
  return [...calls, signedUp, known];
}

/** Has a till card, and then another one, which nobody has had: but it takes one at most. */
function callsOfLoser(at: number): readonly PlannedCall[] {
  return ['first', 'second'].map((card, number) => {
    const messageId = `k${number}`;
    const timestamp = new Date(at).toISOString();
    const body = {
      type: 'track',
      messageId,
      timestamp,
      event: 'Menu Opened',
      userId: 'loser',
      identifiers: { loyaltyId: card },
    };
    const identifiers = [`loyaltyId#${card}`, 'userId#loser'];
    const call = { route: 'POST /v1/track', key: 'server', body };
    return { at: at + number * MINUTE, call, messages: [{ messageId, identifiers }] };
  });
}

function caller(
  number: number,
  at: number,
  {
    anonymousId,
    userId,
    ...what
  }: { event: string; timestamp?: string; anonymousId?: string; userId?: string },
): PlannedCall {
  const messageId = `c${String(number).padStart(6, '0')}`;
  const timestamp = new Date(at).toISOString();
  const body = {
    type: 'track',
    messageId,
    timestamp,
    ...what,
    ...(anonymousId && { anonymousId }),
    ...(userId && { userId }),
  };
  const identifiers = [
    ...(anonymousId === undefined ? [] : [`anonymousId#${anonymousId}`]),
    ...(userId === undefined ? [] : [`userId#${userId}`]),
  ];
  return {
    at,
    call: { route: 'POST /v1/track', key: 'server', body },
    messages: [{ messageId, identifiers }],
  };
}
