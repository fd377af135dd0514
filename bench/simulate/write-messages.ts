import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const START = Date.UTC(2026, 2, 2);
const DAY = 86_400_000;
const DAYS = 90;
/** Of ten guests one never says whether they want mail. */
const SILENT = 10;
/** Of so many messages one is an order, the others are pages. */
const ORDER_EVERY = 4;
/** Prime to any number of guests in use: neighbours in time are of guests that lie apart. */
const STRIDE = 7_919;

/** Writes a file of messages by their timestamps: guests who look at pages and order, less and less often, over 90 days. */
export async function writeMessages(path: string, messages: number, guests: number): Promise<void> {
  await pipeline(lines(messages, guests), createWriteStream(path));
}

function* lines(messages: number, guests: number): Generator<string> {
  for (let number = 0; number < messages; number += 1) {
    const guest = (number * STRIDE) % guests;
    // The first of their messages come early, so that some have stayed away for long at the end.
    const at = START + Math.round((number / messages) ** 2 * DAYS * DAY);
    yield `${JSON.stringify(messageOf(guest, number, Math.floor(number / guests), at))}\n`;
  }
}

function messageOf(guest: number, number: number, round: number, at: number): object {
  const common = {
    messageId: `m-${number}`,
    timestamp: new Date(at).toISOString(),
    userId: `guest-${guest}`,
  };
  if (round === 0) {
    const traits = { email: `guest-${guest}@example.com`, firstName: `Guest ${guest}` };
    const context = { consent: { categoryPreferences: { marketing: guest % SILENT !== 0 } } };
    return { type: 'identify', ...common, traits, context };
  }
  if ((round + guest) % ORDER_EVERY === 0) {
    return { type: 'track', event: 'Order Completed', ...common, properties: { total: 20 + (guest % 80) } };
  }
  return {
    type: 'page',
    name: 'Menu',
    ...common,
    properties: { path: '/menu', title: 'Menu', language: 'de' },
  };
}
