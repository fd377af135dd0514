import { decideLinks, type Holder } from '../identity/decide-links.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
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

/** Who holds an identifier. */
export interface ClaimedPerson extends Holder {
  readonly profileId: string;
}

/**
 * Tells whether everybody that an unproven event names is the person its browser's own anonymousId leads to, or
 * nobody yet.
 * @param holders who holds each of the event's identifiers that is held
 */
export function namesNobodyElse(event: TrackingEvent, holders: ReadonlyMap<string, ClaimedPerson>): boolean {
  const own = ownIdentifier(event);
  if (own === undefined) return false;
  return event.identifiers.every((identifier) => {
    const holder = holders.get(identifier);
    return holder === undefined || holder.profileId === holders.get(own)?.profileId;
  });
}

/**
 * Tells whether what an unproven event says reaches nobody but the person its browser's own anonymousId leads to: where
 * a rule keeps that one from the others, the event would be of somebody whom nobody knows yet.
 * @param holders who holds each of the event's identifiers that is held
 */
export function speaksForItself(
  rules: IdentityRules,
  event: TrackingEvent,
  holders: ReadonlyMap<string, ClaimedPerson>,
): boolean {
  if (!namesNobodyElse(event, holders)) return false;
  const { accepted } = decideLinks(rules, event.identifiers, (identifier) => holders.get(identifier));
  return accepted.some((identifier) => identifier === ownIdentifier(event));
}

/** The event under one of its identifiers, naming no other. */
export function underOne(event: TrackingEvent, identifier: string): TrackingEvent {
  return { ...event, key: { ...event.key, identifier }, identifiers: [identifier] };
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
