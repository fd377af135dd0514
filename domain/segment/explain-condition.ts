import type { JsonValue } from '../event/json.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { computeTrait } from './compute-traits.ts';
import type { Condition, EventCondition } from './condition.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import type { Matcher } from './matcher.ts';
import { readPath } from './read-path.ts';

/** A condition with what became of it: for whoever asks why. */
export interface Explanation {
  /** What was asked: `event Booking Made`, `all`. */
  readonly asked: string;
  readonly holds: boolean;
  /** What was seen: a trait's value, the times of events. */
  readonly seen?: JsonValue;
  readonly parts: readonly Explanation[];
}

/** Explains each part of a condition, as it is for a guest now. */
export function explainCondition(
  active: ActiveProgram,
  condition: Condition,
  profile: Profile,
  now: number,
  entryAt?: number,
): Explanation {
  const { holds } = evaluateCondition(active, condition, profile, now, entryAt);
  const explain = (part: Condition) => explainCondition(active, part, profile, now, entryAt);
  switch (condition.kind) {
    case 'everyone':
      return { asked: 'everyone', holds, parts: [] };
    case 'all':
    case 'any':
      return { asked: condition.kind, holds, parts: condition.of.map(explain) };
    case 'not':
      return { asked: 'not', holds, parts: [explain(condition.of)] };
    case 'event': {
      const seen = active.aggregates
        .get(condition.aggregate)
        ?.value(profile.aggregates[condition.aggregate], now);
      return { asked: askedOfEvent(condition), holds, seen: asMoments(seen), parts: [] };
    }
    case 'trait':
      return {
        asked: `trait ${condition.path.join('.')} ${describeMatcher(condition.matcher)}`,
        holds,
        seen: traitSeen(active, condition.path, profile, now),
        parts: [],
      };
    case 'segment':
      return { asked: `segment ${condition.segment}`, holds, parts: [] };
    case 'consent':
      return {
        asked: `consent ${condition.purpose}`,
        holds,
        seen: profile.consent[condition.purpose]?.granted ?? 'no choice recorded',
        parts: [],
      };
    default:
      return { asked: condition.kind, holds, parts: [] };
  }
}

function askedOfEvent({ label, count, withinMilliseconds, since }: EventCondition): string {
  const { atLeast, atMost } = count;
  const range = atMost === undefined ? `at least ${atLeast}` : `${atLeast} to ${atMost}`;
  const times = atLeast === 1 && atMost === undefined ? '' : `, ${range} times`;
  const within = withinMilliseconds === undefined ? '' : `, within ${describeDuration(withinMilliseconds)}`;
  return `event ${label}${times}${within}${since === undefined ? '' : `, ${SINCE[since.kind]}`}`;
}

const SINCE: Readonly<Record<NonNullable<EventCondition['since']>['kind'], string>> = {
  event: 'since another event',
  segment: 'since it entered a segment',
  moment: 'since a date',
  entry: 'since the journey began',
};

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** The largest unit that divides it: 2592000000 → `30 days`. */
function describeDuration(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => milliseconds % size === 0) ?? (['second', 1000] as const);
  const amount = milliseconds / size;
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

function asMoments(times: JsonValue | undefined): JsonValue {
  return Array.isArray(times) ? times.map((time) => new Date(Number(time)).toISOString()) : 'never';
}

function traitSeen(active: ActiveProgram, path: readonly string[], profile: Profile, now: number): JsonValue {
  const [name = '', ...rest] = path;
  const computed = Object.hasOwn(active.program.computedTraits, name)
    ? active.program.computedTraits[name]
    : undefined;
  const value =
    computed === undefined ? profile.traits[name]?.value : computeTrait(active, computed, profile, now);
  const seen = readPath(value, rest);
  if (seen.length === 0) return 'missing';
  return seen.length === 1 ? (seen[0] ?? 'missing') : [...seen];
}

/** What was required: `is "Berlin"`. */
export function describeMatcher({ tests }: Matcher): string {
  return tests
    .map(({ op, ...operands }) => {
      const values = Object.values(operands);
      return `${op} ${values.map((value) => JSON.stringify(value)).join(' ')}`;
    })
    .join(' and ');
}
