import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { computeTraits } from '../../segment/condition/compute-traits.ts';
import type { Campaign } from '../campaign.ts';

export interface ContextInput {
  readonly active: ActiveProgram;
  /** The playbook whose texts they are: its computed traits, its names of segments; absent: the one now. */
  readonly begun?: ActiveProgram | undefined;
  readonly profile: Profile;
  readonly campaign: Campaign;
  /** The event that triggered the journey, or made the segment true; undefined if time did. */
  readonly event: TrackingEvent | undefined;
  readonly segment: string | undefined;
  /** The venue that the message is about, if one is known. */
  readonly venue: string | undefined;
  readonly now: number;
}

/** What texts can speak of. What does not exist is absent, so that naming it is an error and `default` guards it. */
export function buildContext(input: ContextInput): JsonObject {
  const { campaign, event, segment, venue } = input;
  return {
    profile: profileContext(input),
    campaign: { id: campaign.id, name: campaign.name },
    ...(event === undefined ? {} : { event: eventContext(event) }),
    ...(segment === undefined ? {} : { segment: segmentContext(input, segment) }),
    ...(venue === undefined ? {} : { venue: venueContext(input, venue) }),
  };
}

/** The venue that an event names, if the playbook knows it. */
export function venueOfEvent(active: ActiveProgram, event: TrackingEvent | undefined): string | undefined {
  const venue = event?.properties.venue;
  return typeof venue === 'string' && Object.hasOwn(active.program.venues, venue) ? venue : undefined;
}

function profileContext({ active, begun = active, profile, now }: ContextInput): JsonObject {
  const traits = Object.entries(profile.traits).map(([name, trait]) => [name, trait.value] as const);
  return withoutNulls({ ...Object.fromEntries(traits), ...computeTraits(begun, profile, now) });
}

/** What can be said of an event. */
export function eventContext(event: TrackingEvent): JsonObject {
  return {
    ...(event.name === undefined ? {} : { event: event.name, name: event.name }),
    type: event.type,
    messageId: event.messageId,
    timestamp: new Date(event.time).toISOString(),
    properties: withoutNulls(event.properties),
    traits: withoutNulls(event.traits),
    context: withoutNulls(event.context),
  };
}

function segmentContext({ active, begun = active, profile }: ContextInput, id: string): JsonObject {
  const name = begun.program.segments.find((segment) => segment.id === id)?.name ?? id;
  const since = profile.segments[id]?.since;
  return { id, name, ...(since == null ? {} : { since: new Date(since).toISOString() }) };
}

function venueContext({ active, event }: ContextInput, id: string): JsonObject {
  const known = active.program.venues[id];
  const isHere = event?.properties.venue === id;
  const zone = isHere ? event?.properties.zone : undefined;
  const table = isHere ? event?.properties.table : undefined;
  return withoutNulls({ id, name: known?.name ?? id, zone: zone ?? null, table: table ?? null });
}

/** Null is missing: a text that names it must guard it. */
function withoutNulls(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(
    (entry): entry is [string, NonNullable<JsonValue>] => entry[1] !== null,
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, isObject(value) ? withoutNulls(value) : value]));
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
