import { TryLaterError } from './command-error.ts';

const ATTEMPTS = 7;

/** Waits, in milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

/**
 * Makes a call, and where the same call may succeed later makes it again: after as long as the answer says, or after a second,
 * two, four and so on.
 */
export async function callPatiently<T>(wait: Wait, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TryLaterError) || attempt === ATTEMPTS) throw error;
      await wait((error.waitSeconds ?? 2 ** (attempt - 1)) * 1_000);
    }
  }
}
