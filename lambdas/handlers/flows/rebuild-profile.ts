import {
  type Comparison,
  compareRebuilt,
  type RebuiltPart,
} from '../../../domain/profile/compare-rebuilt.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { refoldProfile, type Touched } from '../../../domain/profile/touch-profile.ts';
import { UNSETTLED } from '../../../domain/profile/unfolded.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import type { Pause } from '../../runtime/pause.ts';
import { MAXIMUM_INLINE_HISTORY } from './resolve-group.ts';
import { type RewriteDependencies, rewriteProfile } from './rewrite-profile.ts';

/** What a call has the time to compare: of a longer history it is said that it was not. */
export const MAXIMUM_COMPARED_HISTORY = 20_000;
/** A difference that may be of events on their way is looked at so often before it counts as one. */
const LOOKS = 3;

export interface RebuildDependencies extends RewriteDependencies {
  readonly profileStore: RewriteDependencies['profileStore'] & Pick<ProfileStore, 'readIdentities'>;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
  readonly refoldQueue: Pick<QueueSender, 'send'>;
  /** Before another look. */
  readonly pauseForEvents: Pause;
  readonly clock: () => number;
}

export interface RebuildRequest {
  readonly profileId: string;
  /** Only compares: writes and sends nothing. */
  readonly isVerify: boolean;
  /** The trace of what time is found to have changed. */
  readonly traceId: string;
}

/** A part of a profile; `identifiers`: a row of Identities of one of them leads elsewhere, which no fold mends. */
export type DifferentPart = RebuiltPart | 'identifiers';

/** What was found of one person, and done. */
export interface Rebuilt {
  /** The living profile that was looked at. */
  readonly profileId: string;
  readonly different: readonly DifferentPart[];
  /** `queued`: left to the refold queue; `unchecked`: the history is too long to be compared in a call. */
  readonly outcome: 'nothing' | 'written' | 'queued' | 'unchecked';
  /** Whether an older program had folded it. */
  readonly isOutdated: boolean;
}

/**
 * Compares one person with the fold of all their events and, unless it only verifies, writes the fold where they differ or
 * an older program had folded them. Safe while events come: the write is conditional on what was read.
 * @returns undefined where there is no such profile
 * @throws {MaitredError} retryable where it must be tried again
 */
export async function rebuildProfile(
  dependencies: RebuildDependencies,
  request: RebuildRequest,
): Promise<Rebuilt | undefined> {
  for (let look = 1; ; look += 1) {
    const found = await lookOnce(dependencies, request, look === LOOKS);
    if (found === 'look again') await dependencies.pauseForEvents(look);
    else return found;
  }
}

async function lookOnce(
  dependencies: RebuildDependencies,
  { profileId, traceId, isVerify }: RebuildRequest,
  isLast: boolean,
): Promise<Rebuilt | 'look again' | undefined> {
  const now = dependencies.clock();
  let found: Rebuilt | 'look again' | undefined;
  await rewriteProfile(dependencies, { profileId, traceId }, async (active, profile): Promise<Touched> => {
    const isQuiet = profile.program.aggregates !== UNSETTLED;
    const about = { profileId: profile.profileId, different: [], isOutdated: false };
    const limit = isVerify ? MAXIMUM_COMPARED_HISTORY : MAXIMUM_INLINE_HISTORY;
    const read = await dependencies.eventHistory.readAll(Object.keys(profile.identifiers), { limit });
    if (!read.isComplete) {
      if (!isVerify) await dependencies.refoldQueue.send([{ profileId: profile.profileId, isQuiet }]);
      found = { ...about, outcome: isVerify ? 'unchecked' : 'queued' };
      return { kind: 'unchanged' };
    }
    const history = [...read.events.values()].flat();
    const compared = compareRebuilt(active, profile, history, now);
    const isLost = await leadsElsewhere(dependencies, profile);
    if (!isLast && (compared.isUncertain || isLost)) {
      found = 'look again';
      return { kind: 'unchanged' };
    }
    const touched = decide(compared, isVerify, () =>
      refoldProfile(active, profile, now, history, { isQuiet }),
    );
    const different = isLost ? [...compared.different, 'identifiers' as const] : compared.different;
    const outcome = touched.kind === 'planned' ? 'written' : 'nothing';
    found = { ...about, different, outcome, isOutdated: compared.isOutdated };
    return touched;
  });
  return found;
}

function decide(compared: Comparison, isVerify: boolean, refold: () => Touched): Touched {
  const isRight = compared.different.length === 0 && !compared.isOutdated;
  return isRight || isVerify ? { kind: 'unchanged' } : refold();
}

/** Whether the row of one of a profile's identifiers leads to somebody else, or is missing. */
async function leadsElsewhere(
  { profileStore }: RebuildDependencies,
  { profileId, formerProfileIds, identifiers }: Profile,
): Promise<boolean> {
  const own = new Set([profileId, ...formerProfileIds]);
  const names = Object.keys(identifiers);
  const rows = await profileStore.readIdentities(names);
  return names.some((name) => !own.has(rows.get(name)?.profileId ?? ''));
}
