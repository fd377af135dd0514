import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { groupEvents } from '../../../domain/profile/group-events.ts';
import type { Workspace } from '../../../domain/profile/workspace.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import type { StreamFailure } from '../../runtime/stream-loop.ts';
import { loadWorkspace } from './load-workspace.ts';
import { type ResolveDependencies, resolveGroup } from './resolve-group.ts';

/** So many groups are written at once: they share nothing. */
const GROUPS_AT_ONCE = 16;

/**
 * Resolves a batch of events: groups that share nobody are decided and written independently.
 * @param now taken by the caller before anything was read; one for the whole batch
 * @returns the events that failed; where a group fails for now, its earliest and what follows in it
 */
export async function resolveEvents(
  dependencies: ResolveDependencies,
  events: readonly TrackingEvent[],
  now: number,
): Promise<StreamFailure[]> {
  const workspace = await loadWorkspace(dependencies.profileStore, events);
  const failures = await mapBounded(groupEvents(workspace, events), GROUPS_AT_ONCE, (group) =>
    resolveOrBlame(dependencies, group, now, workspace),
  );
  return failures.flat().map(({ event, error }) => ({ index: events.indexOf(event), error }));
}

interface Blamed {
  readonly event: TrackingEvent;
  readonly error: unknown;
}

/** A group that can never succeed is retried event by event, to find the one at fault. */
async function resolveOrBlame(
  dependencies: ResolveDependencies,
  group: readonly TrackingEvent[],
  now: number,
  workspace?: Workspace,
): Promise<Blamed[]> {
  try {
    await resolveGroup(dependencies, group, now, workspace);
    return [];
  } catch (error) {
    const [first, ...others] = group;
    if (first === undefined) return [];
    if (others.length === 0 || !isPoison(error)) return [{ event: first, error }];
    return blameOneByOne(dependencies, group, now);
  }
}

/** Stops at the first that may succeed later: what follows it must not overtake it. */
async function blameOneByOne(
  dependencies: ResolveDependencies,
  group: readonly TrackingEvent[],
  now: number,
): Promise<Blamed[]> {
  const blamed: Blamed[] = [];
  for (const event of group) {
    const failed = await resolveOrBlame(dependencies, [event], now);
    blamed.push(...failed);
    if (failed.some(({ error }) => !isPoison(error))) break;
  }
  return blamed;
}
