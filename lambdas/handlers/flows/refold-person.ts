import { refoldProfile } from '../../../domain/profile/touch-profile.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { Invocation } from './invocation.ts';
import { type RewriteDependencies, rewriteProfile } from './rewrite-profile.ts';

export interface RefoldDependencies extends RewriteDependencies {
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
}

/**
 * Folds a person from nothing, however long their history.
 * @param options `isQuiet`: only what certainly new events and time have changed is told
 * @throws {MaitredError} retryable where somebody else keeps writing first
 */
export async function refoldPerson(
  dependencies: RefoldDependencies,
  profileId: string,
  { now, traceId }: Invocation,
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): Promise<void> {
  await rewriteProfile(dependencies, { profileId, traceId }, async (active, profile) => {
    const { events } = await dependencies.eventHistory.readAll(Object.keys(profile.identifiers));
    return refoldProfile(active, profile, now, [...events.values()].flat(), { isQuiet });
  });
}
