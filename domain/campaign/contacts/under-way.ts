import type { Journey } from '../journey/journey.ts';
import type { Contacts } from './contacts.ts';

/**
 * So many journeys of one campaign a guest is in at a time. Each that waits is looked at when it is due and may look for itself in
 * between: without an end, one looping client would keep the other guests of its shard waiting.
 */
export const MAXIMUM_UNDER_WAY = 100;

/** Tells whether a guest is in as many journeys of a campaign as there may be side by side. */
export function isFull(contacts: Contacts, campaign: string): boolean {
  return (contacts.entered[campaign]?.underWay ?? 0) >= MAXIMUM_UNDER_WAY;
}

/** Notes that one of a campaign's journeys that run side by side is over. */
export function withOneLess(contacts: Contacts, campaign: string): Contacts {
  const entered = contacts.entered[campaign];
  if (entered?.underWay === undefined) return contacts;
  const { underWay, ...others } = entered;
  const left = { ...others, ...(underWay > 1 && { underWay: underWay - 1 }) };
  return { ...contacts, entered: { ...contacts.entered, [campaign]: left } };
}

/** Counts anew. @param journeys all that are under way side by side */
export function countUnderWay(contacts: Contacts, journeys: readonly Pick<Journey, 'campaign'>[]): Contacts {
  const entries = Object.entries(contacts.entered).map(([campaign, { underWay: _before, ...entered }]) => {
    const underWay = journeys.filter((journey) => journey.campaign === campaign).length;
    return [campaign, { ...entered, ...(underWay > 0 && { underWay }) }] as const;
  });
  return { ...contacts, entered: Object.fromEntries(entries) };
}
