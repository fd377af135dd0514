import type { JsonValue } from '../../event/json.ts';
import { compileMatcher } from '../matcher/compile-matcher.ts';
import type { Asking } from './asking.ts';
import type { PresenceCondition } from './condition.ts';
import { followTurns } from './follow-turns.ts';
import { aggregateChangesAt, aggregateValue } from './read-aggregate.ts';
import { anyOf, earlier, type Verdict, verdictOf } from './verdict.ts';

/** A venue that the guest is in. */
export interface Presence {
  readonly since: number;
  /** When they no longer count as there unless they are seen again. */
  readonly until: number;
  readonly zone: JsonValue;
}

/** Whether the guest is in that venue, or any, and in a zone that is meant. */
export function evaluatePresence(asking: Asking, condition: PresenceCondition): Verdict {
  return followTurns(asking.now, (moment) => {
    const then = { ...asking, now: moment };
    const { holds, changesAt } = anyOf(
      Object.values(presencesOf(then, condition)).map((presence) => zoneVerdict(then, condition, presence)),
    );
    return { holds, changesAt: earlier(changesAt, aggregateChangesAt(then, condition.aggregate)) };
  });
}

/** The venues that the condition means and the guest is in now, by id. */
export function presencesOf(
  asking: Asking,
  { venue, aggregate }: PresenceCondition,
): Readonly<Record<string, Presence>> {
  const present = (aggregateValue(asking, aggregate) ?? {}) as unknown as Record<string, Presence>;
  const meant = Object.entries(present).filter(([id]) => venue === null || id === venue);
  return Object.fromEntries(meant);
}

function zoneVerdict(asking: Asking, { zone }: PresenceCondition, presence: Presence): Verdict {
  if (zone === undefined) return verdictOf(true);
  const matches = compileMatcher(zone, asking.active.program.timezone);
  return matches(presence.zone === null ? [] : [presence.zone], asking.now);
}
