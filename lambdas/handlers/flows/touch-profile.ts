import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile as decide, type Touched } from '../../../domain/profile/touch-profile.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import { MAXIMUM_INLINE_HISTORY } from './inline-history.ts';
import type { Invocation } from './invocation.ts';
import type { RefoldDependencies } from './refold-person.ts';
import { rewriteProfile } from './rewrite-profile.ts';

export type TouchDependencies = RefoldDependencies & { readonly refoldQueue: Pick<QueueSender, 'send'> };

/**
 * Does to a profile what time, or a new program, does: for a profile that is due.
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function touchProfile(
  dependencies: TouchDependencies,
  profileId: string,
  invocation: Invocation,
): Promise<void> {
  await bringToPresent(dependencies, profileId, invocation);
}

/**
 * As above, and says what became of it.
 * @returns what was decided in the end; undefined for one that is gone
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function bringToPresent(
  dependencies: TouchDependencies,
  profileId: string,
  { now, traceId }: Invocation,
): Promise<Touched['kind'] | undefined> {
  const decided = await rewriteProfile(dependencies, { profileId, traceId }, (active, profile) =>
    decideWithHistory(dependencies, active, profile, now),
  );
  if (decided?.touched.kind === 'refold later')
    await dependencies.refoldQueue.send([{ profileId: decided.profile.profileId }]);
  return decided?.touched.kind;
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
