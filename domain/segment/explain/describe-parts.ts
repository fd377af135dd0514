import type { Program } from '../../playbook/program/program.ts';
import type { CountRange } from '../condition/condition.ts';
import { describeDuration } from './describe-duration.ts';

/** What aggregates remember, by id: it tells which events a condition means. */
export type Specs = Program['aggregates'];

export const SINCE_ENTRY = 'since the journey began';
export const DURING_VISIT = 'within the visit';

/** How often; nothing where once is enough. */
export function times({ atLeast, atMost }: CountRange): string | undefined {
  if (atLeast === 1 && atMost === undefined) return undefined;
  if (atMost === undefined) return `at least ${atLeast} times`;
  if (atLeast === atMost) return `${atLeast} times`;
  return atLeast === 0 ? `at most ${atMost} times` : `${atLeast} to ${atMost} times`;
}

export function within(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : `within ${describeDuration(milliseconds)}`;
}

export function lasting(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '' : ` for ${describeDuration(milliseconds)}`;
}

/** The parts that there are, with commas. */
export function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
