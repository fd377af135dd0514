import { StaleProgramError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { type Pause, pauseWithJitter } from '../../runtime/pause.ts';
import type { ActivePlaybook } from './program-for.ts';

const ATTEMPTS = 6;

/**
 * Reads, decides and writes; where somebody else wrote first, or with a newer program, it does so again.
 * @throws {MaitredError} retryable where others keep writing first; what else `work` throws
 */
export async function decideAnew<T>(
  {
    playbook,
    pause = pauseWithJitter,
  }: { readonly playbook: ActivePlaybook; readonly pause?: Pause | undefined },
  work: (active: ActiveProgram) => Promise<T>,
): Promise<T> {
  let active = await playbook.active();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(active);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      if (error instanceof StaleProgramError) active = await playbook.newest();
      else if (!(error instanceof VersionConflictError)) throw error;
      await pause(attempt);
    }
  }
}
