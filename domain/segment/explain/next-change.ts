import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import type { Profile } from '../../profile/profile.ts';
import type { Condition } from '../condition/condition.ts';
import { evaluateCondition } from '../condition/evaluate-condition.ts';

/** So many moments are looked at for one that changes it. */
const MAXIMUM_TURNS = 500;

/**
 * When time alone will next change whether a condition holds: as it would then be, if no further event came.
 * @returns null: time alone never does; undefined: it is too far off, or cannot be told from what is stored
 */
export function nextChange(
  active: ActiveProgram,
  condition: Condition,
  profile: Profile,
  now: number,
  entryAt?: number,
): number | null | undefined {
  const whole = writtenOut(active, condition);
  const verdictAt = (moment: number) => evaluateCondition(active, whole, profile, moment, entryAt);
  const { holds } = evaluateCondition(active, condition, profile, now, entryAt);
  const present = verdictAt(now);
  // The memberships of a profile that was not brought to the present are not what its conditions come to.
  if (present.holds !== holds) return undefined;
  let turn = present.changesAt;
  for (let turns = 0; turn !== null && turns < MAXIMUM_TURNS; turns += 1) {
    const then = verdictAt(turn);
    if (then.holds !== holds) return turn;
    turn = then.changesAt;
  }
  return turn === null ? null : undefined;
}

/** With the conditions of the segments that it asks about in their places: a membership itself does not know when it ends. */
function writtenOut(active: ActiveProgram, condition: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((part) => writtenOut(active, part)) };
    case 'not':
      return { ...condition, of: writtenOut(active, condition.of) };
    case 'segment': {
      const when = active.program.segments.find(({ id }) => id === condition.segment)?.when;
      return condition.aggregate !== undefined || when === undefined ? condition : writtenOut(active, when);
    }
    default:
      return condition;
  }
}
