import * as fc from 'fast-check';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import { anEvent, NOW } from './an-event.ts';

const MINUTE = 60_000;

/** An event that names these, most trusted first, and counts: no two sums of its like are equal. */
export function linkingEvent(index: number, identifiers: readonly string[]): TrackingEvent {
  return anEvent({
    messageId: `link-${String(index).padStart(2, '0')}`,
    time: NOW - (index + 1) * MINUTE,
    receivedAt: NOW - index,
    identifiers,
    name: 'Order Completed',
    properties: { revenue: index + 1 },
    traits: { firstName: `Name ${index}` },
  });
}

/** What one of eight guests may be known by, in order of trust, within every limit. */
function identifiersOf(guest: number): string[] {
  return [
    `userId#u${guest}`,
    ...[1, 2].map((number) => `email#e${guest}-${number}@example.com`),
    `phone#+4930123${guest}`,
    `crmId#c${guest}`,
    `loyaltyId#l${guest}`,
    ...[1, 2, 3].map((number) => `deviceId#d${guest}-${number}`),
    ...[1, 2, 3, 4].map((number) => `anonymousId#a${guest}-${number}`),
  ];
}

const named = fc
  .integer({ min: 0, max: 7 })
  .chain((guest) => fc.subarray(identifiersOf(guest), { minLength: 1, maxLength: 4 }));

/** Fifty events about eight guests, who share nothing. */
export const arbitraryFifty: fc.Arbitrary<TrackingEvent[]> = fc
  .array(named, { minLength: 50, maxLength: 50 })
  .map((all) => all.map((identifiers, index) => linkingEvent(index, identifiers)));
