import type { JsonObject } from '../domain/event/json.ts';
import { guestOf, identifyOf, pageOf, trackOf } from './units/messages.ts';

/** Of ten events of a guest: seven pages, two tracked ones, one identify. */
const MIX = ['page', 'page', 'page', 'identify', 'page', 'track', 'page', 'page', 'track', 'page'] as const;
const TRACKED = ['Signed Up', 'Booking Made', 'Table Reserved', 'Called Hotel'];

/** A day at the hotel: guests come one after another, each with a few events side by side in a batch, as a browser sends them. */
export function hotelMix(round: string, guests: number, eventsPerGuest: number): JsonObject[] {
  const at = Date.now();
  return Array.from({ length: guests * eventsPerGuest }, (_, number) => {
    const guest = guestOf('mix', Math.floor(number / eventsPerGuest));
    const event = eventOf(guest, number, at - guests * eventsPerGuest + number);
    return { ...event, messageId: `${round}-${String(event.messageId)}` };
  });
}

function eventOf(guest: ReturnType<typeof guestOf>, number: number, at: number): JsonObject {
  switch (MIX[number % MIX.length]) {
    case 'identify':
      return identifyOf(guest, { firstName: 'Johanna', lastName: 'Musterfrau', language: 'de' }, number, at);
    case 'track':
      return trackOf(guest, TRACKED[number % TRACKED.length] ?? 'Signed Up', number, at);
    default:
      return pageOf(guest, number, at);
  }
}
