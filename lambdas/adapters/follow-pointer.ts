import { MaitredError } from '../../domain/error/maitred-error.ts';
import type { PlaybookPointer, PlaybookVersions } from './playbook-versions.ts';

/** How old the answer to "which version is active" may be. */
const LOOK_AGAIN_MILLISECONDS = 10_000;
/** How old it may be while nobody can tell: long enough for a fault to pass, and consent's rules are not older than that. */
const SERVE_HELD_MILLISECONDS = 5 * 60 * 1000;

/** The active playbook, in the form that its user needs. */
export interface ActiveVersion<T> {
  /** At most ten seconds old; while nothing newer can be read, at most five minutes. */
  active(): Promise<T>;
  /** As it is now. */
  newest(): Promise<T>;
}

/**
 * Follows the pointer to the active version.
 * @param options.load reads what the pointer leads to; it is asked at each look, so it keeps what it has read
 * @param options.clock measures ages, in milliseconds; a stopwatch that no moved clock touches
 * @throws MaitredError (`no-playbook`) before the first deploy; what pointer and load throw where nothing is held
 */
export function followPointer<T>(options: {
  readonly pointer: PlaybookVersions['pointer'];
  readonly load: (pointer: PlaybookPointer) => Promise<T>;
  readonly clock: () => number;
}): ActiveVersion<T> {
  const { pointer, load, clock } = options;
  let looked: { readonly at: number; readonly found: Promise<T> } | undefined;
  let held: { readonly at: number; readonly value: T } | undefined;

  const look = async (): Promise<T> => {
    const at = clock();
    const current = await pointer();
    if (current === undefined) {
      held = undefined;
      throw noPlaybook();
    }
    const value = await load(current);
    // A slow look must not put what is older in the place of a later look's.
    if (held === undefined || held.at <= at) held = { at, value };
    return value;
  };

  const lookOrServeHeld = (): Promise<T> =>
    look().catch((error: unknown) => {
      if (held !== undefined && clock() - held.at < SERVE_HELD_MILLISECONDS) return held.value;
      throw error;
    });

  /** One look at a time is for all who ask; a failed one is forgotten. */
  const remember = (found: Promise<T>): Promise<T> => {
    const current = { at: clock(), found };
    looked = current;
    found.catch(() => {
      if (looked === current) looked = undefined;
    });
    return found;
  };

  return {
    active: () =>
      looked !== undefined && clock() - looked.at < LOOK_AGAIN_MILLISECONDS
        ? looked.found
        : remember(lookOrServeHeld()),
    newest: () => remember(look()),
  };
}

function noPlaybook(): MaitredError {
  return new MaitredError('no playbook is deployed', {
    code: 'no-playbook',
    retryable: true,
    hint: 'Deploy one: maitred deploy playbooks/hotel',
  });
}
