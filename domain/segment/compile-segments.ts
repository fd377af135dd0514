import type { ActiveProgram } from '../playbook/program/active-program.ts';
import { type CompiledCondition, compileCondition } from './condition/evaluate-condition.ts';

/** A segment, ready to run. */
export interface CompiledSegment {
  readonly id: string;
  readonly evaluate: CompiledCondition;
}

const known = new WeakMap<ActiveProgram, readonly CompiledSegment[]>();

/** A program's segments, in their order, ready to run: found once per program. */
export function compileSegments(active: ActiveProgram): readonly CompiledSegment[] {
  const found =
    known.get(active) ??
    active.program.segments.map(({ id, when }) => ({ id, evaluate: compileCondition(active, when) }));
  known.set(active, found);
  return found;
}
