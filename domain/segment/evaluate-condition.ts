import { isPermitted } from '../consent/is-permitted.ts';
import type { JsonValue } from '../event/json.ts';
import type { ActiveProgram } from '../playbook/active-program.ts';
import type { Profile } from '../profile/profile.ts';
import { compileMatcher } from './compile-matcher.ts';
import { computedTraitChangesAt, computeTrait } from './compute-traits.ts';
import type { Condition, EventCondition } from './condition.ts';
import { countVerdict } from './count-verdict.ts';
import { readPath } from './read-path.ts';
import { allOf, anyOf, earlier, FAILS, HOLDS, opposite, type Verdict, verdictOf } from './verdict.ts';

export type { Verdict } from './verdict.ts';

type TraitCondition = Extract<Condition, { readonly kind: 'trait' }>;
type SegmentCondition = Extract<Condition, { readonly kind: 'segment' }>;

/**
 * Decides whether a condition holds for a guest, and when time alone may change that. Memberships of other segments
 * are taken as the profile has them.
 * @param entryAt when the journey that asks began; without one, `since: entry` never happened
 */
export function evaluateCondition(
  active: ActiveProgram,
  condition: Condition,
  profile: Profile,
  now: number,
  entryAt?: number,
): Verdict {
  const evaluate = (part: Condition) => evaluateCondition(active, part, profile, now, entryAt);
  switch (condition.kind) {
    case 'everyone':
      return HOLDS;
    case 'all':
      return allOf(condition.of.map(evaluate));
    case 'any':
      return anyOf(condition.of.map(evaluate));
    case 'not':
      return opposite(evaluate(condition.of));
    case 'event':
      return evaluateEvent(active, condition, profile, now, entryAt);
    case 'trait':
      return evaluateTrait(active, condition, profile, now);
    case 'segment':
      return evaluateMembership(condition, profile, now);
    case 'consent':
      return verdictOf(isPermitted(active.program.consent, profile.consent, condition.purpose));
    default:
      throw new Error(`${condition.kind} cannot be evaluated yet`);
  }
}

function evaluateEvent(
  active: ActiveProgram,
  condition: EventCondition,
  profile: Profile,
  now: number,
  entryAt: number | undefined,
): Verdict {
  const { withinMilliseconds, count } = condition;
  const since = beginnings(active, condition.since, profile, now, entryAt);
  const counted = {
    times: timesOf(active, condition.aggregate, profile, now),
    ...(since !== undefined && { since }),
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
  };
  return countVerdict(counted, count, now);
}

/** The moments that `since` speaks of; none: it never happened; undefined: there is no `since`. */
function beginnings(
  active: ActiveProgram,
  since: EventCondition['since'],
  profile: Profile,
  now: number,
  entryAt: number | undefined,
): readonly number[] | undefined {
  switch (since?.kind) {
    case undefined:
      return undefined;
    case 'event':
      return timesOf(active, since.aggregate, profile, now);
    case 'segment':
      return presentOnly(profile.segments[since.segment]?.since);
    case 'moment':
      return [since.at];
    case 'entry':
      return presentOnly(entryAt);
  }
}

function presentOnly(moment: number | null | undefined): readonly number[] {
  return moment === null || moment === undefined ? [] : [moment];
}

/** The value of `times` and `times-since` is a list of times. */
function timesOf(active: ActiveProgram, id: string, profile: Profile, now: number): readonly number[] {
  return (active.aggregates.get(id)?.value(profile.aggregates[id], now) ?? []) as number[];
}

function evaluateTrait(
  active: ActiveProgram,
  condition: TraitCondition,
  profile: Profile,
  now: number,
): Verdict {
  const [name = '', ...rest] = condition.path;
  const matches = compileMatcher(condition.matcher, active.program.timezone);
  const traits = active.program.computedTraits;
  const computed = Object.hasOwn(traits, name) ? traits[name] : undefined;
  if (computed === undefined) return matches(readPath(sentTrait(profile, name), rest), now);
  const verdict = matches(readPath(computeTrait(active, computed, profile, now), rest), now);
  const changesAt = earlier(verdict.changesAt, computedTraitChangesAt(active, computed, profile, now));
  return { holds: verdict.holds, changesAt };
}

function sentTrait(profile: Profile, name: string): JsonValue | undefined {
  return Object.hasOwn(profile.traits, name) ? profile.traits[name]?.value : undefined;
}

function evaluateMembership(condition: SegmentCondition, profile: Profile, now: number): Verdict {
  const since = profile.segments[condition.segment]?.since ?? null;
  if (since === null) return FAILS;
  const holdsFrom = since + (condition.forMilliseconds ?? 0);
  return now >= holdsFrom ? HOLDS : { holds: false, changesAt: holdsFrom };
}
