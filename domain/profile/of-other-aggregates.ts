import type { JsonValue } from '../event/json.ts';
import type { ActiveProgram } from '../playbook/program/active-program.ts';
import type { Profile } from './profile.ts';

/**
 * True if the state's aggregates do not do for the program: it was folded by another one, or is unsettled. A state of a
 * larger set that the program accepts does.
 */
export function isOfOtherAggregates({ program }: ActiveProgram, profile: Profile): boolean {
  const { aggregates } = profile.program;
  return aggregates !== program.aggregatesDigest && program.accepts?.includes(aggregates) !== true;
}

/**
 * A state that does for the program, as one of its own set. What it holds more is dropped: from now on events pass it by, so
 * it would be wrong where a later program asks for it again.
 */
export function adoptAggregates(
  { program }: ActiveProgram,
  profile: Profile,
): Pick<Profile, 'aggregates' | 'program'> {
  const { aggregatesDigest, ordinal } = program;
  const isOwn = profile.program.aggregates === aggregatesDigest;
  return {
    program: { ordinal, aggregates: aggregatesDigest },
    aggregates: isOwn ? profile.aggregates : knownOf(program.aggregates, profile.aggregates),
  };
}

function knownOf(specs: object, states: Profile['aggregates']): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(states).filter(([id]) => Object.hasOwn(specs, id)));
}
