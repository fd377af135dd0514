import { planBroadcast, plannedBroadcasts } from '../../../domain/campaign/schedule/broadcast.ts';
import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { Program } from '../../../domain/playbook/program/program.ts';
import type { BroadcastStore } from '../../adapters/broadcast-store.ts';

const ATTEMPTS = 4;

/**
 * Sees to it that every schedule of a playbook has a row that comes due, after the playbook became the active one. Asked again,
 * it changes nothing.
 * @param program as it is deployed, with what its deployment says
 * @throws {MaitredError} retryable where the table is not available, or others keep writing first
 */
export async function planBroadcasts(
  { broadcasts, clock }: { readonly broadcasts: BroadcastStore; readonly clock: () => number },
  program: Program,
): Promise<void> {
  for (const planned of plannedBroadcasts(program)) {
    for (let attempt = 1; ; attempt += 1) {
      const stored = await broadcasts.read(planned.id);
      const row = planBroadcast(program, planned, stored, clock());
      if (row === undefined || (await broadcasts.write(row))) break;
      if (attempt === ATTEMPTS) throw new VersionConflictError(`the schedule of ${planned.campaign}`);
    }
  }
}
