import { StaleProgramError, VersionConflictError } from '../../../domain/error/maitred-error.ts';
import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../domain/playbook/program/active-program.ts';
import { planResolution, type Resolution } from '../../../domain/profile/plan-resolution.ts';
import { traceSignals } from '../../../domain/profile/trace-signals.ts';
import type { Workspace } from '../../../domain/profile/workspace.ts';
import type { EventHistory } from '../../adapters/event-history.ts';
import type { ProfileStore } from '../../adapters/profile-store.ts';
import type { QueueSender } from '../../adapters/queue-sender.ts';
import { type Pause, pauseWithJitter } from '../../runtime/pause.ts';
import { MAXIMUM_INLINE_HISTORY } from './inline-history.ts';
import type { Invocation } from './invocation.ts';
import { loadWorkspace } from './load-workspace.ts';
import { isOfSomebodyNew, type Newcomers } from './newcomers.ts';

/** A conflict is decided anew so many times; then the stream delivers again. */
const ATTEMPTS = 6;

export interface ResolveDependencies {
  readonly profileStore: Pick<ProfileStore, 'readIdentities' | 'readProfiles' | 'readLiving' | 'write'>;
  readonly eventHistory: Pick<EventHistory, 'readAll'>;
  readonly playbookStore: {
    readonly active: () => Promise<ActiveProgram>;
    readonly newest: () => Promise<ActiveProgram>;
  };
  readonly refoldQueue: Pick<QueueSender, 'send'>;
  readonly newId: () => string;
  /** Is told of links that a rule refused, once what was decided is written. */
  readonly countRefusedLinks?: (links: number) => void;
  readonly pause?: Pause;
}

/** Events that share people. */
export interface EventGroup {
  readonly active: ActiveProgram;
  readonly events: readonly TrackingEvent[];
  readonly invocation: Invocation;
  readonly newcomers: Newcomers;
  /** Rows that were read already; without it they are read. */
  readonly workspace?: Workspace;
}

/**
 * Decides and writes events that share people, in order; where somebody else wrote first, it reads again and decides
 * anew, with a newer program if the profile was written with one.
 * @throws {MaitredError} retryable where the stream must deliver again
 */
export async function resolveGroup(
  dependencies: ResolveDependencies,
  { events, invocation, newcomers, ...group }: EventGroup,
): Promise<void> {
  let left = events;
  let loaded = group.workspace;
  let { active } = group;
  for (let attempt = 1; left.length > 0; ) {
    try {
      loaded ??= await loadWorkspace(dependencies.profileStore, left);
      const round = { active, workspace: loaded, events: left, invocation, newcomers };
      left = await resolveOnce(dependencies, round);
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
      if (error instanceof StaleProgramError) active = await freshProgram(dependencies, active, error);
      else if (!(error instanceof VersionConflictError)) throw error;
      await (dependencies.pause ?? pauseWithJitter)(attempt);
      attempt += 1;
    }
    loaded = undefined;
  }
}

type Round = Required<EventGroup>;

/** @returns what did not fit into this round's writes */
async function resolveOnce(
  dependencies: ResolveDependencies,
  round: Round,
): Promise<readonly TrackingEvent[]> {
  const { writes, refolds, refusedLinks, rest } = await planWithNewest(dependencies, round);
  for (const write of writes) {
    await dependencies.profileStore.write(traceSignals(write, round.invocation.traceId));
    round.newcomers.note(write);
  }
  if (refolds.length > 0) await dependencies.refoldQueue.send(refolds);
  if (refusedLinks > 0) dependencies.countRefusedLinks?.(refusedLinks);
  return rest;
}

/** Plans; somebody new begins with the playbook as it is now. */
async function planWithNewest(dependencies: ResolveDependencies, round: Round): Promise<Resolution> {
  const planned = await plan(dependencies, round);
  if (!planned.writes.some(isOfSomebodyNew)) return planned;
  const newest = await round.newcomers.playbook();
  const isNewer = newest.program.ordinal > round.active.program.ordinal;
  return isNewer ? plan(dependencies, { ...round, active: newest }) : planned;
}

/** Plans, with as much history as the plan asks for; it is read after the profiles, so it holds all that they count. */
async function plan(
  dependencies: ResolveDependencies,
  { active, workspace, events, invocation }: Round,
): Promise<Resolution> {
  const history = new Map<string, readonly TrackingEvent[]>();
  const tooLong = new Set<string>();
  for (;;) {
    const moment = { now: invocation.now, newId: dependencies.newId };
    const answer = planResolution(active, { ...workspace, history, tooLong }, events, moment);
    if (answer.kind === 'planned') return answer;
    const limit = MAXIMUM_INLINE_HISTORY;
    const read = await dependencies.eventHistory.readAll(answer.identifiers, { limit });
    if (read.isComplete) for (const [identifier, list] of read.events) history.set(identifier, list);
    else for (const identifier of answer.identifiers) tooLong.add(identifier);
  }
}

/** A profile was written with a newer program: it is looked for once; where it is not seen yet, the stream waits. */
async function freshProgram(
  { playbookStore }: ResolveDependencies,
  held: ActiveProgram,
  error: StaleProgramError,
): Promise<ActiveProgram> {
  const newest = await playbookStore.newest();
  if (newest.program.ordinal <= held.program.ordinal) throw error;
  return newest;
}
