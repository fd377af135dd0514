import type { Condition } from '../../segment/condition/condition.ts';
import type { Program } from './program.ts';
import { writeOut } from './write-out.ts';

const known = new WeakMap<Program, Map<string, Condition>>();

/**
 * A segment's condition with nothing left to look up: equal content is the same segment, whatever else two versions have.
 * @returns undefined where the program has no such segment
 */
export function writeOutSegment(program: Program, id: string): Condition | undefined {
  const segment = program.segments.find((each) => each.id === id);
  if (segment === undefined) return undefined;
  const ofProgram = known.get(program) ?? new Map<string, Condition>();
  known.set(program, ofProgram);
  const found = ofProgram.get(id) ?? writeOutIn(program, segment.when);
  ofProgram.set(id, found);
  return found;
}

/** A condition of a program, written out. */
function writeOutIn(program: Program, condition: Condition): Condition {
  return writeOut(condition, {
    computedTraits: new Map(Object.entries(program.computedTraits)),
    consent: program.consent,
    // What a segment asks about stands before it, so this ends.
    written: (id) => writeOutSegment(program, id) ?? NOBODY,
  });
}

/** Nobody is in a segment that there is none of. */
const NOBODY: Condition = { kind: 'any', of: [] };
