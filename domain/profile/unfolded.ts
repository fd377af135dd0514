import { MaitredError } from '../error/maitred-error.ts';
import type { Profile } from './profile.ts';

/** The `program.aggregates` of a state whose aggregates could not be merged: it must be folded anew from its history. */
export const UNSETTLED = '';

/**
 * The `program.aggregates` of a state that was emptied, or that an event of history united, to be folded anew from its
 * history: whoever does it first does it in silence, as where it was another program's.
 */
export const EMPTIED = 'emptied';

/**
 * Keeps back what a state decides that may have been emptied: whatever the person chose is not known until it is folded.
 * @throws {UnfoldedError} retryable; a fold is under way
 */
export function requireFolded({ program }: Pick<Profile, 'program'>): void {
  if (program.aggregates === EMPTIED) throw new UnfoldedError();
}

/** Thrown where a person's history is still being folded: the same call succeeds later. */
export class UnfoldedError extends MaitredError {
  constructor() {
    super('the person’s history is still being folded', {
      code: 'unfolded',
      retryable: true,
      hint: 'Try again in a minute.',
    });
  }
}
