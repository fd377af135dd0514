import type { ConsentChoice } from '../consent/consent-choice.ts';
import { fingerprint } from '../event/fingerprint.ts';
import { isEmpty } from '../event/is-empty.ts';
import type { JsonObject, JsonValue } from '../event/json.ts';
import { jsonBytes } from '../event/json-bytes.ts';
import { stampId } from '../event/stamp-id.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { foldAggregates } from '../segment/aggregate/fold-aggregates.ts';
import { foldEntries, openMeasures } from '../segment/entry/fold-entries.ts';
import type { Dirty } from '../segment/evaluate-segments.ts';
import { traitsOf, uniteTraits } from './bounded-traits.ts';
import type { OwnRecords } from './own-records.ts';
import type { Device, Profile, Stamp } from './profile.ts';
import { PROFILE_LIMITS } from './profile-limits.ts';
import { compareChoices, laterChoice, laterDevice } from './stamped.ts';
import { uniteNewest } from './unite-newest.ts';
import { uniteSurroundings } from './unite-surroundings.ts';

/** A state with one more event in it, and what that event changed. */
export interface Folded {
  readonly profile: Profile;
  readonly changed: Exclude<Dirty, 'all'>;
}

/**
 * Folds one event into a profile's state: aggregates, traits, consent, devices, surroundings, first and last seen.
 * Marks, memberships and identifiers are not its business. The result does not depend on the order of events, also
 * where the profile's limits leave something out.
 * @param own records that are changed in place
 * @returns `refold` where the bounded state of an aggregate cannot tell
 */
export function foldEvent(
  active: ActiveProgram,
  profile: Profile,
  event: TrackingEvent,
  own?: OwnRecords,
): Folded | 'refold' {
  const opened = openMeasures(active, profile, event);
  if (opened === 'refold') return 'refold';
  // Entries look back at the states before the event.
  const isOwn = active.entries.byId.size === 0;
  const aggregates = foldAggregates(active, opened, event, isOwn ? own : undefined);
  if (aggregates === 'refold') return 'refold';
  const stamp: Stamp = { at: event.time, messageId: stampId(event.messageId) };
  const consent = uniteConsent(profile.consent, choicesOf(event, stamp));
  const traits = uniteTraits(profile, traitsOf(event.traits, stamp));
  const devices = uniteDevices(profile.devices, devicesOf(event, stamp));
  const surroundings = uniteSurroundings(profile.surroundings, event.context, stamp);
  const changed = {
    traits: namesOf(event.traits, lostNames(profile.traits, traits.traits)),
    traitsBefore: profile.traits,
    consent: namesOf(event.consent, lostNames(profile.consent, consent)),
    devices: devices !== profile.devices,
    surroundings: surroundings !== profile.surroundings,
  };
  const after = {
    ...profile,
    firstSeen: Math.min(profile.firstSeen, event.time),
    lastSeen: Math.max(profile.lastSeen, event.time),
    aggregates: aggregates.states,
    traits: traits.traits,
    traitMemory: traits.traitMemory,
    consent,
    surroundings,
    devices,
  };
  const entries = foldEntries(active, { before: profile, after }, event, changed);
  if (entries === 'refold') return 'refold';
  return {
    profile: entries.states === after.aggregates ? after : { ...after, aggregates: entries.states },
    changed: { ...changed, aggregates: entries.changed, touched: aggregates.changed },
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

function namesOf(set: JsonObject, lost: readonly string[]): ReadonlySet<string> {
  return isEmpty(set) && lost.length === 0 ? NO_NAMES : new Set([...Object.keys(set), ...lost]);
}

/** The choices of both, the newest of them where they are too many. */
export function uniteConsent(a: Profile['consent'], b: Profile['consent']): Profile['consent'] {
  return uniteNewest(a, b, laterChoice, {
    count: PROFILE_LIMITS.consentChoices,
    compare: compareChoices,
  }).kept;
}

/** The devices of both, the newest of them where they are too many. */
export function uniteDevices(a: Profile['devices'], b: Profile['devices']): Profile['devices'] {
  return uniteNewest(a, b, laterDevice, { count: PROFILE_LIMITS.devices }).kept;
}

/** What had to give way. */
function lostNames(before: object, after: object): readonly string[] {
  return before === after ? [] : Object.keys(before).filter((name) => !Object.hasOwn(after, name));
}

const NONE = {};

function choicesOf(event: TrackingEvent, stamp: Stamp): Readonly<Record<string, ConsentChoice>> {
  if (isEmpty(event.consent)) return NONE;
  return Object.fromEntries(
    Object.entries(event.consent)
      .filter(([name]) => jsonBytes(name) <= PROFILE_LIMITS.consentNameBytes)
      .map(([name, granted]) => [name, { granted, ...stamp }]),
  );
}

/** `context.device.token` registers the device for push. */
function devicesOf(event: TrackingEvent, stamp: Stamp): Readonly<Record<string, Device>> {
  if (event.context.device === undefined) return NONE;
  const { token, type, id } = asObject(event.context.device);
  const platform = typeof type === 'string' ? type.toLowerCase() : '';
  if (typeof token !== 'string' || token === '' || (platform !== 'ios' && platform !== 'android'))
    return NONE;
  if (jsonBytes(token) > PROFILE_LIMITS.deviceTokenBytes) return NONE;
  const isNamed = typeof id === 'string' && id !== '';
  return { [token]: { platform, ...stamp, ...(isNamed && { deviceId: fingerprint(id) }) } };
}

function asObject(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
