import { reasonUnreachable } from '../../campaign/permission/reachability.ts';
import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { splitIdentifier } from '../../identity/identifier.ts';
import type { Asking } from '../condition/asking.ts';
import type {
  AffinityCondition,
  Condition,
  EventCondition,
  MatchingCondition,
  MessageCondition,
  PresenceCondition,
  SegmentCondition,
} from '../condition/condition.ts';
import { countAffinity } from '../condition/evaluate-affinity.ts';
import { measuredValue } from '../condition/evaluate-measure.ts';
import { offerStatuses } from '../condition/evaluate-offer.ts';
import { presencesOf } from '../condition/evaluate-presence.ts';
import { traitValues } from '../condition/evaluate-trait.ts';
import { aggregateValue } from '../condition/read-aggregate.ts';
import { stableShare } from '../condition/stable-share.ts';
import { countTimes } from './count-times.ts';
import { seeSequence } from './see-sequence.ts';

/** So many of the times that count are told, the newest. */
const MAXIMUM_TIMES = 5;

/**
 * What a condition looks at, as it is for the guest now, as JSON by its kind; moments as ISO 8601 in UTC, null where
 * there is nothing. Undefined: it looks at nothing itself.
 * @param events the guest's, where they are known: they tell how far a sequence came
 */
export function seeCondition(
  asking: Asking,
  condition: Condition,
  events?: readonly TrackingEvent[],
): JsonValue | undefined {
  const { profile } = asking;
  switch (condition.kind) {
    case 'everyone':
    case 'watched':
    case 'all':
    case 'any':
    case 'not':
      return undefined;
    case 'event':
    case 'matching':
    case 'message':
      return seeTimes(asking, condition);
    case 'measure':
      return measuredValue(asking, condition) ?? null;
    case 'sequence':
      return seeSequence(asking, condition, events);
    case 'affinity':
      return seeAffinity(asking, condition);
    case 'trait':
      return oneOrAll(traitValues(asking, condition));
    case 'segment':
      return seeMembership(asking, condition);
    case 'consent':
      return profile.consent[condition.purpose]?.granted ?? null;
    case 'identifier':
      return oneOrAll(identifiersOf(asking, condition.namespace));
    case 'reachable':
      return reasonUnreachable(asking.active.program, profile, condition.channel) ?? 'yes';
    case 'list':
      return aggregateValue(asking, condition.aggregate) ?? null;
    case 'offer':
      return { ...offerStatuses(asking, condition) };
    case 'presence':
      return seePresence(asking, condition);
    case 'random':
      return { drew: stableShare(profile.seed, condition.salt), below: condition.share };
  }
}

/** How many times count, and the newest of them, newest first. */
function seeTimes(
  asking: Asking,
  condition: EventCondition | MatchingCondition | MessageCondition,
): JsonValue {
  const { times, mayBeMore } = countTimes(asking, condition);
  const newest = times.slice(-MAXIMUM_TIMES).reverse().map(iso);
  return { count: times.length, ...(mayBeMore && { mayBeMore }), times: newest };
}

function seeAffinity(asking: Asking, condition: AffinityCondition): JsonValue {
  const { all, matched } = countAffinity(asking, condition);
  return { all, matched, share: all === 0 ? null : matched / all };
}

/** Since when it holds, on the events' own time line where that is asked. */
function seeMembership(asking: Asking, { segment, aggregate }: SegmentCondition): JsonValue {
  const since =
    aggregate === undefined ? asking.profile.segments[segment]?.since : asking.entry(aggregate).since;
  return since === null || since === undefined ? null : iso(since);
}

function seePresence(asking: Asking, condition: PresenceCondition): JsonObject {
  const present = Object.entries(presencesOf(asking, condition)).map(
    ([venue, { since, until, zone }]) => [venue, { since: iso(since), until: iso(until), zone }] as const,
  );
  return Object.fromEntries(present);
}

/** Without their namespace. */
function identifiersOf({ profile }: Asking, namespace: string): JsonValue[] {
  return Object.keys(profile.identifiers)
    .filter((identifier) => identifier.startsWith(`${namespace}#`))
    .map((identifier) => splitIdentifier(identifier).value);
}

function oneOrAll(values: readonly JsonValue[]): JsonValue {
  return values.length > 1 ? [...values] : (values[0] ?? null);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
