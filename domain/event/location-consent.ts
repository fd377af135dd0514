import type { ConsentChoice, ConsentRule } from '../consent/consent-choice.ts';
import { isPermitted } from '../consent/is-permitted.ts';
import { MaitredError } from '../error/maitred-error.ts';
import { isJsonObject } from './strip-nulls.ts';
import type { TrackingEvent } from './tracking-event.ts';

const LOCATION_PURPOSE = 'location';
const BEACON_EVENTS: ReadonlySet<string> = new Set(['Beacon Entered', 'Beacon Left']);

/** Thrown where an event says where somebody is who has not agreed to that: it must not be kept anywhere. */
export class LocationRefusedError extends MaitredError {
  constructor() {
    super('the event has a location, and there is no location consent', {
      code: 'location-consent-missing',
      retryable: false,
      status: 403,
      field: 'context.consent.categoryPreferences.location',
      hint: 'Record the consent first (POST /v1/consent), send it with the event, or leave the location out.',
    });
  }
}

/** Tells whether an event says where the guest is. */
export function hasLocation(event: TrackingEvent): boolean {
  if (event.name !== undefined && BEACON_EVENTS.has(event.name)) return true;
  const { location } = event.context;
  return location !== undefined && !(isJsonObject(location) && Object.keys(location).length === 0);
}

/** What the message itself says about location consent; undefined if nothing, so that the profile's choices count. */
export function ownLocationConsent(event: TrackingEvent): boolean | undefined {
  return event.consent[LOCATION_PURPOSE];
}

/** Tells whether the choices that a profile holds permit a location. */
export function isLocationPermitted(
  rules: Readonly<Record<string, ConsentRule>>,
  choices: Readonly<Record<string, ConsentChoice>>,
): boolean {
  return isPermitted(rules, choices, LOCATION_PURPOSE);
}
