import { setTimeout as sleep } from 'node:timers/promises';
import type { Deciding } from '../../../domain/campaign/journey/last-room.ts';
import { UnavailableError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import type { DecisionStore } from '../../adapters/decision-store.ts';
import type { EventStore } from '../../adapters/event-store.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { ReleaseSlots } from '../../adapters/release-slots.ts';
import type { ActivePlaybook } from './program-for.ts';

export interface JourneyDependencies {
  readonly profiles: Pick<ProfileStore, 'readLiving'>;
  readonly decisions: DecisionStore;
  /** What triggered a journey, where a step of its campaign reads it. */
  readonly events: Pick<EventStore, 'read'>;
  /** The turns of steps under a rate. */
  readonly slots: ReleaseSlots;
  readonly playbook: ActivePlaybook & { version(version: string): Promise<ActiveProgram> };
  /** Brings a profile to the active program's aggregates, or throws what makes the caller come again. */
  readonly bringUpToDate: (profileId: string) => Promise<void>;
  readonly clock: () => number;
  /** Waits before the next attempt; by default as long as it is told. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/**
 * Has what goes ahead be decided before a decision is written.
 * @returns whether it may have changed the guest: then they are read and decided on anew
 */
export type GoingFirst = (deciding: Deciding) => Promise<boolean>;

/** The same, of what time brought: nothing else comes to the guest at a moment that is known. */
export async function goesSecond(
  goingFirst: GoingFirst | undefined,
  deciding: Omit<Deciding, 'moment'> & { readonly moment: number | null | undefined },
): Promise<boolean> {
  const { moment } = deciding;
  if (goingFirst === undefined || typeof moment !== 'number') return false;
  return goingFirst({ ...deciding, moment });
}

const ATTEMPTS = 6;
const FIRST_PAUSE_MILLISECONDS = 15;

/**
 * Reads, decides and writes, again and again while others write first.
 * @param attempt answers `again` where it must be read and decided anew
 * @throws {VersionConflictError} where that goes on too long
 */
export async function untilWritten<T>(
  { pause = sleep }: Pick<JourneyDependencies, 'pause'>,
  what: string,
  attempt: () => Promise<T | 'again'>,
): Promise<T> {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    if (count > 0) await pause(Math.random() * FIRST_PAUSE_MILLISECONDS * 2 ** count);
    const result = await attempt();
    if (result !== 'again') return result;
  }
  throw new VersionConflictError(what);
}

/** Brings a profile up to date once; where that was not enough (its history is folded elsewhere) the caller comes again. */
export function bringUpToDateOnce({
  bringUpToDate,
}: JourneyDependencies): (profileId: string) => Promise<void> {
  let isDone = false;
  return async (profileId) => {
    if (isDone) throw new UnavailableError(`profile ${profileId} in the active playbook's terms`);
    isDone = true;
    await bringUpToDate(profileId);
  };
}
