import { giveBackSend } from '../../../domain/campaign/contacts/give-back-send.ts';
import type { Delivery } from '../../../domain/campaign/delivery/delivery.ts';
import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import { type JourneyDependencies, untilWritten } from './journey-dependencies.ts';
import { type ActivePlaybook, programFor } from './program-for.ts';
import { readGuestOf } from './read-guest-of.ts';

export interface GiveBackDependencies extends Pick<JourneyDependencies, 'pause'> {
  readonly profiles: Pick<ProfileStore, 'readLiving' | 'write'>;
  readonly playbook: ActivePlaybook;
  readonly clock: () => number;
}

/**
 * Gives back to the guest what a message that did not leave took of the caps, and takes it for sent no more: one write, and none if it comes again.
 * @throws {MaitredError} retryable where others keep writing first or the table is not available
 */
export function giveBack(dependencies: GiveBackDependencies, delivery: Delivery): Promise<void> {
  const { profiles, playbook, clock } = dependencies;
  return untilWritten<void>(dependencies, `the caps of ${delivery.profileId}`, async () => {
    const profile = await readGuestOf(profiles, delivery);
    if (profile === undefined) return undefined;
    const write = giveBackSend(await programFor(playbook, profile), profile, delivery, clock());
    return write === undefined ? undefined : profiles.write(write).catch(againOnConflict);
  });
}

function againOnConflict(error: unknown): 'again' {
  if (error instanceof VersionConflictError) return 'again';
  throw error;
}
