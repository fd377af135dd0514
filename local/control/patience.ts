const PATIENCE_MILLISECONDS = 120_000;

/** How long something is still waited for: two minutes without progress, however long the work itself takes. */
export interface Patience {
  remainingMilliseconds(): number;
}

/**
 * @param progress anything that changes whenever something was done
 * @param now milliseconds of a clock that only goes forward
 */
export function createPatience(progress: () => number, now: () => number): Patience {
  let seen = progress();
  let deadline = now() + PATIENCE_MILLISECONDS;
  return {
    remainingMilliseconds() {
      const current = progress();
      if (current !== seen) deadline = now() + PATIENCE_MILLISECONDS;
      seen = current;
      return Math.max(0, deadline - now());
    },
  };
}
