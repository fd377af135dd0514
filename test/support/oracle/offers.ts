import { momentOf } from './values.ts';
import { eventsOf, type ToldEvent, type World, zoneOf } from './world.ts';
import type { WrittenMapping, WrittenSelector } from './written.ts';

const OF_OFFERS: WrittenSelector = { event: ['Offer Granted', 'Offer Redeemed'] };
const EXACT_CODES = 8;

/** What became of each code of an offer, in the order in which it was first heard of. */
export function codesOf(world: World, offer: string, now: number): Map<string, ToldEvent[]> {
  const codes = new Map<string, ToldEvent[]>();
  for (const event of eventsOf(world, OF_OFFERS, now)) {
    const { offer: named, code } = event.properties;
    if (named !== offer || typeof code !== 'string') continue;
    codes.set(code, [...(codes.get(code) ?? []), event]);
  }
  return codes;
}

/** From and until when a grant holds; without such a moment, always. */
export function termOf({ properties }: ToldEvent, zone: string): readonly [number, number] {
  const from = momentOf(properties.validFrom, zone) ?? Number.NEGATIVE_INFINITY;
  return [from, momentOf(properties.validUntil, zone) ?? Number.POSITIVE_INFINITY];
}

function statusOf(events: readonly ToldEvent[], zone: string, now: number): string | undefined {
  if (events.some(({ name }) => name === 'Offer Redeemed')) return 'redeemed';
  const grant = events.at(-1);
  if (grant === undefined) return undefined;
  const [from, until] = termOf(grant, zone);
  if (now >= until) return 'expired';
  return now < from ? 'granted' : 'valid';
}

/** Holds the offer, or what else is asked of it. */
export function offerHolds(world: World, { offer = '', status }: WrittenMapping, now: number): boolean {
  const codes = codesOf(world, offer, now);
  if (codes.size > EXACT_CODES) world.doubt.isRaised = true;
  const statuses = [...codes.values()].map((events) => statusOf(events, zoneOf(world), now));
  const asked = status === undefined || status === 'held' ? ['granted', 'valid'] : [status];
  return statuses.some((each) => each !== undefined && asked.includes(each));
}
