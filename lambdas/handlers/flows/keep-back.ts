import { isKeptBack } from '../../../domain/campaign/journey/kept-back.ts';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { isPoison } from '../../runtime/is-poison.ts';

/** What is to be decided, of whom. */
export interface Turn {
  /** Turns of one name are taken in the order in which they come. */
  readonly guest: string;
  readonly campaign: string;
}

/** Takes a turn, or throws what has it come again later. */
export type TakeTurn = <T>(turn: Turn, decide: () => Promise<T>) => Promise<T>;

/**
 * Keeps back, after a failure that may pass, what comes behind it for the same guest and wants the same room: all of it comes
 * again, and what is decided meanwhile would have the last message under a cap. What can never succeed keeps nothing back.
 * @param isLastTime whether nothing of it is handed out again: then nothing is kept back
 */
export function createKeepBack(
  active: () => Promise<ActiveProgram>,
  { isLastTime }: { readonly isLastTime: boolean },
): TakeTurn {
  const failed = new Map<string, readonly string[]>();
  return async ({ guest, campaign }, decide) => {
    const ahead = failed.get(guest) ?? [];
    try {
      if (!isLastTime && ahead.length > 0 && isKeptBack((await active()).program, campaign, ahead))
        throw keptBack(campaign);
      return await decide();
    } catch (error) {
      if (!isPoison(error)) failed.set(guest, [...ahead, campaign]);
      throw error;
    }
  };
}

/** Tells whether what failed ahead of something is passed over: it can never succeed, or there is no later time. */
export function isPassedOver(
  error: unknown,
  { isLastTime = false }: { readonly isLastTime?: boolean },
): boolean {
  return isLastTime || isPoison(error);
}

function keptBack(campaign: string): MaitredError {
  return new MaitredError(`campaign ${campaign} waits for what goes ahead of it and failed`, {
    code: 'kept-back',
    retryable: true,
  });
}
