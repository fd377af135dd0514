import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../condition/condition.ts';
import { ask, evaluateCondition } from '../condition/evaluate-condition.ts';
import { partsOf } from '../condition/find-dependencies.ts';
import { countingFrom, isCounting } from './counting-from.ts';
import { describeCondition } from './describe-condition.ts';
import type { Evidence } from './evidence.ts';
import { findEvidence } from './find-evidence.ts';
import { isApproximate } from './is-approximate.ts';
import { nextChange } from './next-change.ts';
import { seeCondition } from './see-condition.ts';

export { describeMatcher } from './describe-matcher.ts';

/** A condition with what became of it: for whoever asks why. */
export interface Explanation {
  /** Of the condition: it says what shape `seen` has. */
  readonly kind: Condition['kind'];
  /** What was asked: `event Booking Made`, `all`. */
  readonly asked: string;
  readonly holds: boolean;
  /** What was seen: a trait's value, how many times count (see `seeCondition`). */
  readonly seen?: JsonValue;
  /** The moment that it counts since, in milliseconds since the epoch; null: it never happened. */
  readonly since?: number | null;
  /** What was seen has outgrown what is remembered exactly. */
  readonly approximate?: true;
  /** When time alone will change whether it holds; null: only something new does; absent: that cannot be told. */
  readonly changesAt?: number | null;
  /** The newest events that count, newest first; only where events were given. */
  readonly events?: readonly Evidence[];
  readonly parts: readonly Explanation[];
}

/**
 * Explains each part of a condition, as it is for a guest now.
 * @param entryAt when the journey that asks began
 * @param events the guest's: then the events behind each part are told, and segments that it asks about are explained too
 */
export function explainCondition(
  active: ActiveProgram,
  condition: Condition,
  profile: Profile,
  now: number,
  entryAt?: number,
  events?: readonly TrackingEvent[],
): Explanation {
  const asking = ask(active, profile, now, entryAt);
  const seen = seeCondition(asking, condition, events);
  const since = isCounting(condition) ? countingFrom(asking, condition).since : undefined;
  const changesAt = nextChange(active, condition, profile, now, entryAt);
  const behind = events === undefined ? [] : findEvidence(asking, condition, events);
  const inner = events === undefined ? [] : conditionsAsked(active, condition);
  return {
    kind: condition.kind,
    asked: describeCondition(active.program.aggregates, condition),
    holds: evaluateCondition(active, condition, profile, now, entryAt).holds,
    ...(seen !== undefined && { seen }),
    ...(since !== undefined && { since }),
    ...(isApproximate(asking, condition) && { approximate: true }),
    ...(changesAt !== undefined && { changesAt }),
    ...(behind.length > 0 && { events: behind }),
    parts: [
      ...partsOf(condition).map((part) => explainCondition(active, part, profile, now, entryAt, events)),
      ...inner.map((part) => explainCondition(active, part, profile, now, undefined, events)),
    ],
  };
}

/** The condition of the segment that a condition asks about. */
function conditionsAsked({ program }: ActiveProgram, condition: Condition): Condition[] {
  const id = segmentAsked(condition);
  return program.segments.filter((segment) => segment.id === id).map(({ when }) => when);
}

function segmentAsked(condition: Condition): string | undefined {
  if (condition.kind === 'segment') return condition.segment;
  if (condition.kind !== 'event' && condition.kind !== 'matching') return undefined;
  return condition.since?.kind === 'segment' ? condition.since.segment : undefined;
}
