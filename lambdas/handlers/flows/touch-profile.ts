import { StaleProgramError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile as decide, type Touched } from '../../../domain/profile/touch-profile.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import { pauseWithJitter } from '../../runtime/pause.ts';
import type { RefoldDependencies } from './refold-person.ts';
import { MAXIMUM_INLINE_HISTORY } from './resolve-group.ts';

const ATTEMPTS = 6;

export type TouchDependencies = RefoldDependencies & { readonly refoldQueue: Pick<QueueSender, 'send'> };

/**
 * Does to a profile what time, or a new program, does: for a profile that is due. One that has merged is looked at
 * where it went; one that is gone needs nothing.
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function touchProfile(
  dependencies: TouchDependencies,
  profileId: string,
  now: number,
): Promise<void> {
  let active = await dependencies.playbookStore.active();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await touchOnce(dependencies, active, profileId, now);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      if (error instanceof StaleProgramError) active = await dependencies.playbookStore.newest();
      else if (!(error instanceof VersionConflictError)) throw error;
      await (dependencies.pause ?? pauseWithJitter)(attempt);
    }
  }
}

async function touchOnce(
  dependencies: TouchDependencies,
  active: ActiveProgram,
  profileId: string,
  now: number,
): Promise<void> {
  const profile = await dependencies.profileStore.readLiving(profileId);
  if (profile === undefined) return;
  const touched = await decideWithHistory(dependencies, active, profile, now);
  if (touched.kind === 'planned') await dependencies.profileStore.write(touched.write);
  if (touched.kind === 'refold later') {
    await dependencies.refoldQueue.send([{ profileId: profile.profileId }]);
  }
}

async function decideWithHistory(
  { eventHistory }: TouchDependencies,
  active: ActiveProgram,
  profile: Profile,
  now: number,
): Promise<Touched> {
  const touched = decide(active, profile, now);
  if (touched.kind !== 'history needed') return touched;
  const { events, isComplete } = await eventHistory.readAll(touched.identifiers, {
    limit: MAXIMUM_INLINE_HISTORY,
  });
  return decide(active, profile, now, isComplete ? [...events.values()].flat() : 'too long');
}
