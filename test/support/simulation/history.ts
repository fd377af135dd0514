import type { HttpCall } from './http-event.ts';
import { SeededRandom } from './seeded-random.ts';
import { aGuest, aMessage, type Guest, type Message } from './talking-guest.ts';

/** A call that somebody makes of the collector. */
export interface PlannedCall {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly call: HttpCall;
  /** What it says: the names under which each message must be found. */
  readonly messages: readonly PlannedMessage[];
}

export interface PlannedMessage {
  readonly messageId: string;
  /** `namespace#value`, sorted; what the collector must find in it. */
  readonly identifiers: readonly string[];
}

export interface HistoryOptions {
  readonly guests: number;
  readonly messages: number;
  readonly startsAt: number;
  /** Guests share devices and browsers, and some have two accounts: links are refused then. */
  readonly isShared: boolean;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST_BATCH = 6;

/** What guests do, and how their devices, tills and the CRM tell of it: the same seed, the same history. */
export function makeHistory(seed: number, options: HistoryOptions): PlannedCall[] {
  const random = new SeededRandom(seed);
  const guests = Array.from({ length: options.guests }, (_, number) =>
    aGuest(random, number, options.isShared),
  );
  const calls: PlannedCall[] = [];
  let at = options.startsAt;
  for (let count = 0; count < options.messages; ) {
    at += pauseBefore(random);
    const size = Math.min(random.between(1, LONGEST_BATCH), options.messages - count);
    const start = count;
    const messages = Array.from({ length: size }, (_, index) =>
      aMessage(random, pickGuest(random, guests), { number: start + index, at }),
    );
    calls.push(callOf(random, messages, at));
    count += size;
  }
  return calls;
}

/** One guest does more than the others. */
function pickGuest(random: SeededRandom, guests: readonly Guest[]): Guest {
  return random.happens(0.4) ? (guests[0] as Guest) : random.pick(guests);
}

/** Mostly at once; now and then nobody comes for hours. */
function pauseBefore(random: SeededRandom): number {
  const chance = random.next();
  if (chance < 0.75) return random.below(800);
  if (chance < 0.9) return random.below(3 * MINUTE);
  return chance < 0.98 ? random.below(3 * HOUR) : random.below(2 * DAY);
}

function callOf(random: SeededRandom, messages: readonly Message[], at: number): PlannedCall {
  const planned = messages.map(({ body, identifiers }) => ({
    messageId: String(body.messageId),
    identifiers: [...identifiers].sort(),
  }));
  if (random.happens(0.08)) {
    // History: it triggers nothing, and is else as good as what comes live.
    const body = messages.map((message) => JSON.stringify(message.body)).join('\n');
    return { at, call: { route: 'POST /v1/import', key: 'server', body }, messages: planned };
  }
  const [first] = messages;
  if (messages.length === 1 && first !== undefined && random.happens(0.5)) {
    const route = `POST /v1/${String(first.body.type)}`;
    return { at, call: { route, key: 'server', body: first.body }, messages: planned };
  }
  const batch = messages.map(({ body }) => body);
  const skew = random.happens(0.2) ? random.between(-2 * HOUR, 2 * HOUR) : 0;
  const sentAt = random.happens(0.5) ? { sentAt: new Date(at + skew).toISOString() } : {};
  return {
    at,
    call: { route: 'POST /v1/batch', key: 'server', body: { batch, ...sentAt } },
    messages: planned,
  };
}
