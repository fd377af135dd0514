import type { ConsentChoice } from '../consent/consent-choice.ts';
import type { JsonObject, JsonValue } from '../event/json.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Dirty } from '../segment/evaluate-segments.ts';
import { foldAggregates } from '../segment/fold-aggregates.ts';
import type { Device, Profile, Stamp, Stamped } from './profile.ts';
import { laterChoice, laterDevice, laterValue, uniteEntries } from './stamped.ts';

/** A state with one more event in it, and what that event changed. */
export interface Folded {
  readonly profile: Profile;
  readonly changed: Exclude<Dirty, 'all'>;
}

/**
 * Folds one event into a profile's state: aggregates, traits, consent, devices, surroundings, first and last seen.
 * Marks, memberships and identifiers are not its business. The result does not depend on the order of events.
 * @returns `refold` where the bounded state of an aggregate cannot tell
 */
export function foldEvent(active: ActiveProgram, profile: Profile, event: TrackingEvent): Folded | 'refold' {
  const aggregates = foldAggregates(active, profile.aggregates, event);
  if (aggregates === 'refold') return 'refold';
  const stamp: Stamp = { at: event.time, messageId: event.messageId };
  const consent = uniteEntries(profile.consent, choicesOf(event, stamp), laterChoice);
  const traits = uniteEntries(profile.traits, traitsOf(event, stamp), laterValue);
  return {
    profile: {
      ...profile,
      firstSeen: Math.min(profile.firstSeen, event.time),
      lastSeen: Math.max(profile.lastSeen, event.time),
      aggregates: aggregates.states,
      traits,
      consent,
      surroundings: uniteEntries(profile.surroundings as Texts, surroundingsOf(event, stamp), laterValue),
      devices: uniteEntries(profile.devices, devicesOf(event, stamp), laterDevice),
    },
    changed: {
      aggregates: aggregates.changed,
      traits: new Set(Object.keys(event.traits)),
      consent: new Set(Object.keys(event.consent)),
    },
  };
}

type Texts = Readonly<Record<string, Stamped<string>>>;

function traitsOf(event: TrackingEvent, stamp: Stamp): Readonly<Record<string, Stamped<JsonValue>>> {
  return Object.fromEntries(Object.entries(event.traits).map(([name, value]) => [name, { value, ...stamp }]));
}

function choicesOf(event: TrackingEvent, stamp: Stamp): Readonly<Record<string, ConsentChoice>> {
  return Object.fromEntries(
    Object.entries(event.consent).map(([name, granted]) => [name, { granted, ...stamp }]),
  );
}

function surroundingsOf(event: TrackingEvent, stamp: Stamp): Texts {
  const { timezone, locale } = event.context;
  return {
    ...(typeof timezone === 'string' ? { timezone: { value: timezone, ...stamp } } : {}),
    ...(typeof locale === 'string' ? { locale: { value: locale, ...stamp } } : {}),
  };
}

/** `context.device.token` registers the device for push. */
function devicesOf(event: TrackingEvent, stamp: Stamp): Readonly<Record<string, Device>> {
  const { token, type } = asObject(event.context.device);
  const platform = typeof type === 'string' ? type.toLowerCase() : '';
  if (typeof token !== 'string' || token === '' || (platform !== 'ios' && platform !== 'android')) return {};
  return { [token]: { platform, ...stamp } };
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
