import type { JsonObject } from '../../domain/event/json.ts';
import { itemBytes } from '../../local/cost/item-size.ts';
import { type BenchGuest, guestOf, identifyOf, pageOf, trackOf, traitsOfBytes } from './messages.ts';
import type { BatchCost, RunBatch } from './pipeline.ts';

export interface Scenario {
  readonly name: string;
  readonly guests: number;
  readonly eventsPerGuest: number;
  readonly traitBytes: number;
  /** Makes the pages that they look at. */
  readonly page: typeof pageOf;
}

const START = Date.UTC(2026, 2, 2, 10);
const MINUTE = 60_000;
const LARGEST_BATCH = 100;

let messages = 0;
const next = () => {
  messages += 1;
  return messages;
};

/**
 * Known guests in a batch: they signed up, booked, and looked at the SPA (so they are in its segment) yesterday, had a batch like
 * this one ten minutes ago, and now look at SPA pages again, which two aggregates count and a segment asks about.
 */
export async function runKnownGuests(run: RunBatch, scenario: Scenario): Promise<BatchCost> {
  const guests = Array.from({ length: scenario.guests }, (_, number) => guestOf(scenario.name, number));
  const pages = (at: number) =>
    guests.flatMap((guest) =>
      Array.from({ length: scenario.eventsPerGuest }, () => scenario.page(guest, next(), at)),
    );
  for (const batch of chunksOf(guests.flatMap((guest) => historyOf(guest, scenario.traitBytes))))
    await run(batch, START);
  const earlier = START + 24 * 60 * MINUTE;
  await run(pages(earlier), earlier);
  const now = earlier + 10 * MINUTE;
  return run(pages(now), now);
}

/** The traits' bytes that make the written item so big, at the most. */
export async function findTraitBytes(run: RunBatch, scenario: Scenario, itemSize: number): Promise<number> {
  let traitBytes = 0;
  for (const attempt of [1, 2, 3]) {
    const trial = { ...scenario, name: `${scenario.name}t${attempt}`, guests: 1, traitBytes };
    const { largest } = sizesOf(await runKnownGuests(run, trial));
    // Moments are written as differences, which may take a digit more for another guest.
    traitBytes = Math.max(0, traitBytes + itemSize - largest - 4);
  }
  return traitBytes;
}

/** Bytes of the profile items that a batch wrote. */
export function sizesOf({ profiles }: BatchCost): { largest: number; smallest: number } {
  const sizes = profiles.map(({ item }) => itemBytes(item));
  return { largest: Math.max(...sizes), smallest: Math.min(...sizes) };
}

function historyOf(guest: BenchGuest, traitBytes: number): JsonObject[] {
  return [
    identifyOf(guest, traitsOfBytes(traitBytes), next(), START),
    trackOf(guest, 'Signed Up', next(), START),
    trackOf(guest, 'Booking Made', next(), START),
    pageOf(guest, next(), START),
    pageOf(guest, next(), START),
  ];
}

function chunksOf(list: readonly JsonObject[]): JsonObject[][] {
  const chunks: JsonObject[][] = [];
  for (let at = 0; at < list.length; at += LARGEST_BATCH) chunks.push(list.slice(at, at + LARGEST_BATCH));
  return chunks;
}
