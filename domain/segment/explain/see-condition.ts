import { reasonUnreachable } from '../../campaign/decide-send.ts';
import type { JsonObject, JsonValue } from '../../event/json.ts';
import type { Asking } from '../condition/asking.ts';
import type {
  Condition,
  PresenceCondition,
  SegmentCondition,
  SequenceCondition,
} from '../condition/condition.ts';
import { countAffinity } from '../condition/evaluate-affinity.ts';
import { measuredValue } from '../condition/evaluate-measure.ts';
import { messageTimes } from '../condition/evaluate-message.ts';
import { offerStatuses } from '../condition/evaluate-offer.ts';
import { presencesOf } from '../condition/evaluate-presence.ts';
import { traitValues } from '../condition/evaluate-trait.ts';
import { aggregateTimes, aggregateValue } from '../condition/read-aggregate.ts';
import { stableShare } from '../condition/stable-share.ts';

const MISSING = 'missing';
const NEVER = 'never';

/** What a condition looks at, as it is for the guest now: a trait's value, the times of events; undefined: nothing. */
export function seeCondition(asking: Asking, condition: Condition): JsonValue | undefined {
  const { profile } = asking;
  switch (condition.kind) {
    case 'everyone':
    case 'all':
    case 'any':
    case 'not':
      return undefined;
    case 'event':
    case 'matching':
      return asMoments(aggregateTimes(asking, condition.aggregate));
    case 'measure':
      return measuredValue(asking, condition) ?? MISSING;
    case 'sequence':
      return seeSequence(asking, condition);
    case 'affinity':
      return { ...countAffinity(asking, condition) };
    case 'trait':
      return oneOrAll(traitValues(asking, condition));
    case 'segment':
      return seeMembership(asking, condition);
    case 'consent':
      return profile.consent[condition.purpose]?.granted ?? 'no choice recorded';
    case 'identifier':
      return oneOrAll(identifiersOf(asking, condition.namespace));
    case 'reachable':
      return reasonUnreachable(asking.active.program, profile, condition.channel) ?? 'yes';
    case 'list':
      return aggregateValue(asking, condition.aggregate) ?? MISSING;
    case 'offer':
      return { ...offerStatuses(asking, condition) };
    case 'message':
      return asMoments(messageTimes(asking, condition));
    case 'presence':
      return seePresence(asking, condition);
    case 'random':
      return stableShare(profile.seed, condition.salt);
  }
}

/** The latest match of the steps. */
function seeSequence(asking: Asking, { aggregate }: SequenceCondition): JsonValue {
  const matches = (aggregateValue(asking, aggregate) ?? []) as unknown as (readonly [number, number])[];
  const latest = matches.at(-1);
  return latest === undefined ? 'no match' : { from: iso(latest[0]), to: iso(latest[1]) };
}

/** Since when it holds, on the events' own time line where that is asked. */
function seeMembership(asking: Asking, { segment, aggregate }: SegmentCondition): JsonValue {
  const since =
    aggregate === undefined ? asking.profile.segments[segment]?.since : asking.entry(aggregate).since;
  return since === null || since === undefined ? 'outside' : `since ${iso(since)}`;
}

function seePresence(asking: Asking, condition: PresenceCondition): JsonObject {
  const present = Object.entries(presencesOf(asking, condition)).map(
    ([venue, { since, until, zone }]) => [venue, { since: iso(since), until: iso(until), zone }] as const,
  );
  return Object.fromEntries(present);
}

function identifiersOf({ profile }: Asking, namespace: string): JsonValue[] {
  return Object.keys(profile.identifiers).filter((identifier) => identifier.startsWith(`${namespace}#`));
}

function oneOrAll(values: readonly JsonValue[]): JsonValue {
  if (values.length === 0) return MISSING;
  return values.length === 1 ? (values[0] ?? MISSING) : [...values];
}

function asMoments(times: readonly number[]): JsonValue {
  return times.length === 0 ? NEVER : times.map(iso);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
