import { StaleProgramError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/active-program.ts';
import { refoldProfile } from '../../../domain/profile/touch-profile.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import { type Pause, pauseWithJitter } from '../../runtime/pause.ts';

const ATTEMPTS = 6;

export interface RefoldDependencies {
  readonly profileStore: Pick<ProfileStore, 'readLiving' | 'write'>;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
  readonly playbookStore: {
    readonly active: () => Promise<ActiveProgram>;
    readonly newest: () => Promise<ActiveProgram>;
  };
  readonly pause?: Pause;
}

/**
 * Folds a person from nothing, however long their history. A profile that has merged is refolded where it went; one
 * that is gone needs nothing.
 * @param now taken before anything was read
 * @throws {MaitredError} retryable where somebody else keeps writing first
 */
export async function refoldPerson(
  dependencies: RefoldDependencies,
  profileId: string,
  now: number,
): Promise<void> {
  let active = await dependencies.playbookStore.active();
  for (let attempt = 1; ; attempt += 1) {
    try {
      await refoldOnce(dependencies, active, profileId, now);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      if (error instanceof StaleProgramError) active = await dependencies.playbookStore.newest();
      else if (!(error instanceof VersionConflictError)) throw error;
      await (dependencies.pause ?? pauseWithJitter)(attempt);
    }
  }
}

async function refoldOnce(
  { profileStore, eventHistory }: RefoldDependencies,
  active: ActiveProgram,
  profileId: string,
  now: number,
): Promise<void> {
  const profile = await profileStore.readLiving(profileId);
  if (profile === undefined) return;
  const { events } = await eventHistory.readAll(Object.keys(profile.identifiers));
  const touched = refoldProfile(active, profile, now, [...events.values()].flat());
  if (touched.kind === 'planned') await profileStore.write(touched.write);
}
