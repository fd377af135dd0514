import type { ActiveProgram } from '../../playbook/program/active-program.ts';
import { formerSegmentId } from '../../playbook/program/former-segment.ts';
import { writeOutSegment } from '../../playbook/program/write-out-segment.ts';
import type { Condition } from '../../segment/condition/condition.ts';

/** The playbook now, and the one that a journey began with. */
export interface Versions {
  readonly active: ActiveProgram;
  readonly begun: ActiveProgram;
}

const known = new WeakMap<ActiveProgram, WeakMap<Condition, Condition>>();

/**
 * A condition of the playbook that a journey began with, put so that the guest's state answers it as it would had nothing
 * been deployed since: memberships are those of the playbook now, so a segment that is defined otherwise by then, or is gone,
 * is asked by the condition that it had.
 */
export function asBegun(versions: Versions, condition: Condition): Condition {
  const { active, begun } = versions;
  if (begun === active || begun.program.version === active.program.version) return condition;
  const ofActive = known.get(active) ?? new WeakMap<Condition, Condition>();
  known.set(active, ofActive);
  const found = ofActive.get(condition) ?? rewrite(versions, condition);
  ofActive.set(condition, found);
  return found;
}

function rewrite(versions: Versions, condition: Condition): Condition {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return { kind: condition.kind, of: condition.of.map((part) => rewrite(versions, part)) };
    case 'not':
      return { kind: 'not', of: rewrite(versions, condition.of) };
    case 'segment':
      // Since when somebody is a member an aggregate tells, whose content says it all.
      return condition.aggregate === undefined ? ofSegment(versions, condition) : condition;
    default:
      return condition;
  }
}

function ofSegment(
  { active, begun }: Versions,
  condition: Extract<Condition, { readonly kind: 'segment' }>,
): Condition {
  const { segment } = condition;
  const [former, present] = [begun, active].map(({ program }) => writeOutSegment(program, segment));
  if (former === undefined) return condition;
  const isSame =
    present !== undefined && formerSegmentId(segment, present) === formerSegmentId(segment, former);
  return isSame ? condition : former;
}
