import { isJsonObject } from './strip-nulls.ts';
import type { TrackingEvent } from './tracking-event.ts';

const BROWSER_NAMESPACE = 'anonymousId#';

/** Tells whether an event records what must not be recorded on somebody else's word: a yes, or a device. */
export function opensDoor(event: TrackingEvent): boolean {
  return Object.values(event.consent).includes(true) || hasDeviceToken(event);
}

/** The browser's own identifier; undefined if the event has none. */
export function ownIdentifier(event: TrackingEvent): string | undefined {
  return event.identifiers.find((identifier) => identifier.startsWith(BROWSER_NAMESPACE));
}

/**
 * Tells whether everybody that an unproven event names is the person its browser's own anonymousId leads to, or
 * nobody yet.
 * @param holders the profile of each of the event's identifiers that has one
 */
export function speaksForItself(event: TrackingEvent, holders: ReadonlyMap<string, string>): boolean {
  const own = ownIdentifier(event);
  if (own === undefined) return false;
  return event.identifiers.every((identifier) => {
    const holder = holders.get(identifier);
    return holder === undefined || holder === holders.get(own);
  });
}

/** The event without what opens a door: withdrawals stay, and so does everything else. */
export function withoutOpenedDoors(event: TrackingEvent): TrackingEvent {
  const withdrawals = Object.entries(event.consent).filter(([, granted]) => !granted);
  return { ...event, consent: Object.fromEntries(withdrawals), context: withoutDeviceToken(event) };
}

function hasDeviceToken({ context }: TrackingEvent): boolean {
  return isJsonObject(context.device) && context.device.token !== undefined;
}

function withoutDeviceToken({ context }: TrackingEvent): TrackingEvent['context'] {
  if (!isJsonObject(context.device)) return context;
  const { token: _token, ...device } = context.device;
  return { ...context, device };
}
