import { VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { compareRebuilt, type RebuiltPart } from '../../../domain/profile/compare-rebuilt.ts';
import { holdAgain, leaveToQueue } from '../../../domain/profile/hold-again.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { refoldProfile, type Touched } from '../../../domain/profile/touch-profile.ts';
import { UNSETTLED } from '../../../domain/profile/unfolded.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import type { Pause } from '../../runtime/pause.ts';
import { MAXIMUM_INLINE_HISTORY } from './inline-history.ts';
import { type RebuildEvidence, readEvidence } from './rebuild-evidence.ts';
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

/**
 * A part of a profile; `identifiers`: a row of Identities of one of them leads elsewhere, which no fold mends, or one that is
 * theirs is missing, which is taken back in.
 */
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
  let isQuiet = true;
  await rewriteProfile(dependencies, { profileId, traceId }, async (active, profile): Promise<Touched> => {
    const evidence = await readEvidence(dependencies, profile, MAXIMUM_COMPARED_HISTORY);
    if (evidence.lost.size > 0) await requireUnchanged(dependencies, profile);
    isQuiet = profile.program.aggregates !== UNSETTLED;
    const person: Person = {
      ...{ active, now, isVerify, isQuiet, evidence },
      profile: holdAgain(profile, evidence.lost, now),
    };
    const decision = isTooLong(evidence, isVerify) ? leave(person) : compare(person, isLast);
    found = decision.found;
    return decision.touched;
  });
  if (typeof found === 'object' && found.outcome === 'queued')
    await dependencies.refoldQueue.send([{ profileId: found.profileId, isQuiet }]);
  return found;
}

/** Who holds which identifier is written with the profile: one that has just come is not lost. */
async function requireUnchanged(
  { profileStore }: RebuildDependencies,
  { profileId, version }: Profile,
): Promise<void> {
  const present = await profileStore.readLiving(profileId);
  if (present?.version !== version) throw new VersionConflictError(profileId);
}

function isTooLong({ isComplete, history }: RebuildEvidence, isVerify: boolean): boolean {
  return !isComplete || (!isVerify && history.length > MAXIMUM_INLINE_HISTORY);
}

interface Person {
  readonly active: ActiveProgram;
  /** Holding what it had lost. */
  readonly profile: Profile;
  readonly evidence: RebuildEvidence;
  readonly isVerify: boolean;
  readonly isQuiet: boolean;
  readonly now: number;
}

interface Decision {
  readonly found: Rebuilt | 'look again';
  readonly touched: Touched;
}

/** A history that is too long for a call: the queue folds it, once the profile holds what it had lost. */
function leave({ active, profile, evidence, isVerify, now }: Person): Decision {
  const isLost = evidence.lost.size > 0;
  const different: DifferentPart[] = isLost ? ['identifiers'] : [];
  const outcome = isVerify ? 'unchecked' : 'queued';
  const found = { profileId: profile.profileId, different, outcome, isOutdated: false } as const;
  if (isVerify || !isLost) return { found, touched: { kind: 'unchanged' } };
  return { found, touched: { kind: 'planned', write: leaveToQueue(active, profile, now) } };
}

function compare({ active, profile, evidence, isVerify, isQuiet, now }: Person, isLast: boolean): Decision {
  const { history, lost, isElsewhere } = evidence;
  const compared = compareRebuilt(active, profile, history, now);
  if (!isLast && (compared.isUncertain || isElsewhere))
    return { found: 'look again', touched: { kind: 'unchanged' } };
  const isRight = compared.different.length === 0 && !compared.isOutdated && lost.size === 0;
  const touched: Touched =
    isRight || isVerify ? { kind: 'unchanged' } : refoldProfile(active, profile, now, history, { isQuiet });
  const isOtherwise = isElsewhere || lost.size > 0;
  const different = isOtherwise ? [...compared.different, 'identifiers' as const] : compared.different;
  const outcome = touched.kind === 'planned' ? 'written' : 'nothing';
  const { isOutdated } = compared;
  return { found: { profileId: profile.profileId, different, outcome, isOutdated }, touched };
}
