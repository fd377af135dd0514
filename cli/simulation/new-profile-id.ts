import { createHash } from 'node:crypto';
import { MaitredError } from '../../domain/error/maitred-error.ts';

/** Whether a person may have this seed: it decides all that they draw. */
export type SeedTest = (seed: string) => boolean;

/** What one in ten thousand draws is found with all but certainty. */
const MAXIMUM_TRIES = 100_000;

/** Thrown where somebody is asked for of whom there is hardly one in so many. */
class UnlikelyDrawsError extends MaitredError {
  constructor() {
    super('of 100,000 guests none draws so', {
      code: 'unlikely-draws',
      retryable: false,
      hint: 'Ask for fewer draws at once: tell a story for each.',
    });
  }
}

/** Hexadecimal digits: with millions of people two would rarely meet. */
const ID_LENGTH = 16;

/**
 * The id of somebody new, which is their seed: of whom first comes by the same identifier the draws are always the same, whoever
 * came before.
 * @param isFree whether nobody has the id, and its draws are those that are asked for
 * @throws {UnlikelyDrawsError}
 */
export function newProfileId(identifier: string, isFree: SeedTest): string {
  const digest = createHash('sha256').update(identifier).digest('hex').slice(0, ID_LENGTH);
  const first = `profile-${digest}`;
  for (let id = first, tries = 1; tries <= MAXIMUM_TRIES; tries += 1, id = `${first}-${tries}`) {
    if (isFree(id)) return id;
  }
  throw new UnlikelyDrawsError();
}
