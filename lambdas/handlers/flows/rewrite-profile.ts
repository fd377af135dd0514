import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { Touched } from '../../../domain/profile/touch-profile.ts';
import { traceSignals } from '../../../domain/profile/trace-signals.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { Pause } from '../../runtime/pause.ts';
import { decideAnew } from './decide-anew.ts';
import type { ActivePlaybook } from './program-for.ts';

export interface RewriteDependencies {
  readonly profileStore: Pick<ProfileStore, 'readLiving' | 'write'>;
  readonly playbookStore: ActivePlaybook;
  readonly pause?: Pause;
}

export interface Decided {
  /** As it was read. */
  readonly profile: Profile;
  readonly touched: Touched;
}

/**
 * Reads a profile, decides and writes it; where somebody else wrote first, or with a newer program, it reads again and
 * decides anew. One that has merged is looked at where it went; one that is gone needs nothing.
 * @param traceId of the invocation: the trace of the signals that no request began
 * @returns what was decided in the end; undefined for one that is gone
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function rewriteProfile(
  dependencies: RewriteDependencies,
  { profileId, traceId }: { readonly profileId: string; readonly traceId: string },
  decide: (active: ActiveProgram, profile: Profile) => Promise<Touched>,
): Promise<Decided | undefined> {
  const { profileStore, playbookStore: playbook, pause } = dependencies;
  return decideAnew({ playbook, pause }, async (active) => {
    const profile = await profileStore.readLiving(profileId);
    if (profile === undefined) return undefined;
    const touched = await decide(active, profile);
    if (touched.kind === 'planned') await profileStore.write(traceSignals(touched.write, traceId));
    return { profile, touched };
  });
}
