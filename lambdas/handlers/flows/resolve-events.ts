import type { TrackingEvent } from '../../../domain/event/tracking-event.ts';
import { groupEvents } from '../../../domain/profile/group-events.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';
import type { StreamFailure } from '../../runtime/stream-loop.ts';
import type { Invocation } from './invocation.ts';
import { loadWorkspace } from './load-workspace.ts';
import { createNewcomers } from './newcomers.ts';
import { type EventGroup, type ResolveDependencies, resolveGroup } from './resolve-group.ts';

/** So many groups are written at once: they share nothing. */
const GROUPS_AT_ONCE = 16;

/**
 * Resolves a batch of events: groups that share nobody are decided and written independently.
 * @returns the events that failed; where a group fails for now, its earliest and what follows in it
 * @throws {MaitredError} where nothing can be resolved for now: the playbook or the tables cannot be read
 */
export async function resolveEvents(
  dependencies: ResolveDependencies,
  events: readonly TrackingEvent[],
  invocation: Invocation,
): Promise<StreamFailure[]> {
  // For all at once: without a playbook the batch waits as a whole, and no event is to blame.
  const active = await dependencies.playbookStore.active();
  const workspace = await loadWorkspace(dependencies.profileStore, events);
  const newcomers = createNewcomers(dependencies);
  const failures = await mapBounded(groupEvents(workspace, events), GROUPS_AT_ONCE, (group) =>
    resolveOrBlame(dependencies, { active, events: group, invocation, newcomers, workspace }),
  );
  await newcomers.bringUp(invocation);
  return failures.flat().map(({ event, error }) => ({ index: events.indexOf(event), error }));
}

interface Blamed {
  readonly event: TrackingEvent;
  readonly error: unknown;
}

/** A group that can never succeed is retried event by event, to find the one at fault. */
async function resolveOrBlame(dependencies: ResolveDependencies, group: EventGroup): Promise<Blamed[]> {
  try {
    await resolveGroup(dependencies, group);
    return [];
  } catch (error) {
    const [first, ...others] = group.events;
    if (first === undefined) return [];
    if (others.length === 0 || !isPoison(error)) return [{ event: first, error }];
    return blameOneByOne(dependencies, group);
  }
}

/** Stops at the first that may succeed later: what follows it must not overtake it. */
async function blameOneByOne(
  dependencies: ResolveDependencies,
  { active, events, invocation, newcomers }: EventGroup,
): Promise<Blamed[]> {
  const blamed: Blamed[] = [];
  for (const event of events) {
    const failed = await resolveOrBlame(dependencies, { active, events: [event], invocation, newcomers });
    blamed.push(...failed);
    if (failed.some(({ error }) => !isPoison(error))) break;
  }
  return blamed;
}
