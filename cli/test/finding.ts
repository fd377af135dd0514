import type { PathStep } from '../../domain/playbook/problem/problem.ts';

/** One thing in a story that is not as it says. */
export interface Finding {
  /** Where in the story's file it is said. */
  readonly path: readonly PathStep[];
  readonly expected: string;
  readonly received: string;
  /** Where what was received comes from, line by line: a segment's conditions, the messages there were. */
  readonly why: readonly string[];
}
