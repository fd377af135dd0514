import type { JsonValue } from '../../event/json.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../condition/condition.ts';
import { ask, evaluateCondition } from '../condition/evaluate-condition.ts';
import { partsOf } from '../condition/find-dependencies.ts';
import { describeCondition } from './describe-condition.ts';
import { type Evidence, findEvidence } from './find-evidence.ts';
import { seeCondition } from './see-condition.ts';

export { describeMatcher } from './describe-matcher.ts';

/** A condition with what became of it: for whoever asks why. */
export interface Explanation {
  /** What was asked: `event Booking Made`, `all`. */
  readonly asked: string;
  readonly holds: boolean;
  /** What was seen: a trait's value, the times of events. */
  readonly seen?: JsonValue;
  /** When time alone may next change whether it holds, in milliseconds since the epoch. */
  readonly changesAt?: number;
  /** The newest events behind it, newest first; only where events were given. */
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
  const { holds, changesAt } = evaluateCondition(active, condition, profile, now, entryAt);
  const seen = seeCondition(ask(active, profile, now, entryAt), condition);
  const behind = events === undefined ? [] : findEvidence(active, condition, events);
  const inner = events === undefined ? [] : conditionsAsked(active, condition);
  return {
    asked: describeCondition(active.program.aggregates, condition),
    holds,
    ...(seen !== undefined && { seen }),
    ...(changesAt !== null && { changesAt }),
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
