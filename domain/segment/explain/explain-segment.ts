import type { TrackingEvent } from '../../event/tracking-event.ts';
import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import { describeExplanation } from './describe-explanation.ts';
import { explainCondition } from './explain-condition.ts';

/** What a guest's membership is explained from. */
export interface ExplainedGuest {
  /** Brought to the present. */
  readonly profile: Profile;
  /** The newest of the guest's events. */
  readonly events: readonly TrackingEvent[];
  readonly now: number;
}

/** Whether the guest is in a segment, since when, and why; undefined: the playbook has no such segment. */
export function explainSegment(
  active: ActiveProgram,
  id: string,
  { profile, events, now }: ExplainedGuest,
): Record<string, unknown> | undefined {
  const segment = active.program.segments.find((each) => each.id === id);
  if (segment === undefined) return undefined;
  const since = profile.segments[id]?.since ?? null;
  return {
    segment: { id, name: segment.name },
    isMember: since !== null,
    since: since === null ? null : new Date(since).toISOString(),
    when: describeExplanation(explainCondition(active, segment.when, profile, now, undefined, events)),
  };
}
