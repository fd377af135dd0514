import { StaleProgramError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';

export interface ActivePlaybook {
  active(): Promise<ActiveProgram>;
  /** Looks for a new one now. */
  newest(): Promise<ActiveProgram>;
}

/**
 * The active program, which is never older than the one the profile was written with.
 * @throws {StaleProgramError} where the newer one is not to be had yet
 */
export function programFor(playbook: ActivePlaybook, profile: Profile): Promise<ActiveProgram> {
  return programSince(playbook, profile.program.ordinal);
}

/**
 * The active program, which is not older than a deploy.
 * @param needed the deploy's ordinal
 * @throws {StaleProgramError} where the newer one is not to be had yet
 */
export async function programSince(playbook: ActivePlaybook, needed: number): Promise<ActiveProgram> {
  const active = await playbook.active();
  if (active.program.ordinal >= needed) return active;
  const newest = await playbook.newest();
  if (newest.program.ordinal >= needed) return newest;
  throw new StaleProgramError(newest.program.ordinal, needed);
}
