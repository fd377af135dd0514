import type { Delivery } from '../campaign/delivery/delivery.ts';
import type { Journey } from '../campaign/journey/journey.ts';
import type { JsonObject } from '../event/json.ts';
import { traceOf } from '../event/trace.ts';
import type { TrackingEvent } from '../event/tracking-event.ts';
import { splitIdentifier } from '../identity/identifier.ts';
import type { IdentityRecord } from '../identity/identity-record.ts';
import type { IdentityRules } from '../identity/identity-rules.ts';
import { rankIdentifiers } from '../identity/rank-identifiers.ts';
import { isFormerSegment } from '../playbook/program/former-segment.ts';
import { describeEvidence, describeLinking } from './describe-evidence.ts';
import type { Profile } from './profile.ts';

/** What a reader may ask for on top of the person themselves. */
export const PROFILE_PARTS = ['events', 'messages', 'offers', 'journeys', 'evidence'] as const;
export type ProfilePart = (typeof PROFILE_PARTS)[number];

/** All that a description of a person is made of; the lists only where they were asked for. */
export interface ProfileFacts {
  readonly profile: Profile;
  readonly rules: IdentityRules;
  readonly identities: ReadonlyMap<string, IdentityRecord>;
  readonly computed: JsonObject;
  /** Of the computed traits those whose values are approximate, by their ids. */
  readonly approximate?: readonly string[];
  readonly parts: ReadonlySet<ProfilePart>;
  readonly events?: readonly TrackingEvent[];
  readonly deliveries?: readonly Delivery[];
  readonly journeys?: readonly Journey[];
}

/** A person as the API shows them (api.md, Read): the same whichever of their identifiers was asked for. */
export function describeProfile(facts: ProfileFacts): Record<string, unknown> {
  const { profile, parts } = facts;
  return {
    profileId: profile.profileId,
    firstSeen: iso(profile.firstSeen),
    lastSeen: iso(profile.lastSeen),
    identifiers: describeIdentifiers(facts),
    traits: mapValues(profile.traits, ({ value }) => value),
    computed: facts.computed,
    ...(facts.approximate?.length ? { approximate: facts.approximate } : {}),
    segments: describeSegments(profile),
    consent: mapValues(profile.consent, ({ granted, at }) => ({ granted, at: iso(at) })),
    ...(parts.has('events') ? { events: (facts.events ?? []).map(describeEvent) } : {}),
    ...(parts.has('messages')
      ? { messages: newestFirst(facts.deliveries ?? [], 'at').map(describeDelivery) }
      : {}),
    ...(parts.has('offers') ? { offers: [] } : {}),
    ...(parts.has('journeys')
      ? { journeys: newestFirst(facts.journeys ?? [], 'enteredAt').map(describeJourney) }
      : {}),
    ...(parts.has('evidence') ? { evidence: describeEvidence(profile, facts.identities) } : {}),
  };
}

/** One event of the timeline. */
export function describeEvent(event: TrackingEvent): Record<string, unknown> {
  const { messageId, type, name, time, properties, traits } = event;
  return {
    messageId,
    type,
    ...(name === undefined ? {} : { event: name }),
    timestamp: iso(time),
    properties,
    ...(Object.keys(traits).length === 0 ? {} : { traits }),
    ...traceOf(event),
  };
}

function describeIdentifiers({ profile, rules, identities }: ProfileFacts): unknown[] {
  return rankIdentifiers(rules, Object.keys(profile.identifiers)).map((identifier) => ({
    ...splitIdentifier(identifier),
    ...describeLinking(identities.get(identifier)),
  }));
}

/** Only those the guest is in now. */
function describeSegments({ segments }: Profile): Record<string, unknown> {
  const present = Object.entries(segments).flatMap(([id, { since }]) =>
    since === null || isFormerSegment(id) ? [] : [[id, { since: iso(since) }] as const],
  );
  return Object.fromEntries(present);
}

/** One message of the ledger. */
export function describeDelivery(delivery: Delivery): Record<string, unknown> {
  const { deliveryId, campaign, channel, status, at, why } = delivery;
  return { deliveryId, campaign, channel, status, at: iso(at), why, ...traceOf(delivery) };
}

/** One journey. */
export function describeJourney(journey: Journey): Record<string, unknown> {
  const { campaign, status, dueAt, end, enteredAt, convertedAt } = journey;
  return {
    campaign,
    status,
    dueAt: dueAt === null ? null : iso(dueAt),
    enteredAt: iso(enteredAt),
    ...(end === undefined ? {} : { why: end }),
    ...(convertedAt === undefined ? {} : { convertedAt: iso(convertedAt) }),
    ...traceOf(journey),
  };
}

function newestFirst<Key extends string, Row extends Readonly<Record<Key, number>>>(
  rows: readonly Row[],
  key: Key,
): Row[] {
  return [...rows].sort((one, other) => other[key] - one[key]);
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
