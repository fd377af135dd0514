import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import type { Invocation } from '../../lambdas/handlers/flows/invocation.ts';
import { refoldPerson } from '../../lambdas/handlers/flows/refold-person.ts';
import { resolveEvents } from '../../lambdas/handlers/flows/resolve-events.ts';
import type { ResolveDependencies } from '../../lambdas/handlers/flows/resolve-group.ts';
import type { InMemoryTables } from './in-memory-tables.ts';

/** What resolve needs, over tables in memory; ids count up, and nothing waits. */
export function resolveDependencies(
  tables: InMemoryTables,
  active: ActiveProgram,
): Required<ResolveDependencies> {
  let created = 0;
  return {
    profileStore: tables,
    eventHistory: tables,
    playbookStore: { active: async () => active, newest: async () => active },
    refoldQueue: tables,
    newId: () => {
      created += 1;
      return `profile-${String(created).padStart(4, '0')}`;
    },
    countRefusedLinks: () => {},
    pause: async () => {},
  };
}

/** An invocation that begins at a moment. */
export function invocationAt(now: number): Invocation {
  return { now, traceId: 'invocation-1' };
}

/** Delivers batches as a stream does: from the first record that failed on, a batch comes again until it succeeds. */
export async function deliverEvents(
  dependencies: ResolveDependencies,
  batches: readonly (readonly TrackingEvent[])[],
  now: number | (() => number),
): Promise<void> {
  for (const batch of batches) {
    let left = batch;
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt > 200) throw new Error('the batch never succeeds');
      const moment = typeof now === 'number' ? now : now();
      const failures = await resolveEvents(dependencies, left, invocationAt(moment)).catch(() => [
        { index: 0 },
      ]);
      const indexes = failures.map(({ index }) => index);
      left = indexes.length === 0 ? [] : left.slice(Math.min(...indexes));
    }
  }
}

/** Does what the refold queue holds, as often as it was asked. */
export async function drainRefolds(
  tables: InMemoryTables,
  dependencies: ResolveDependencies,
  now: number,
): Promise<void> {
  for (let job = tables.refolds.shift(); job !== undefined; job = tables.refolds.shift()) {
    const { profileId, isQuiet = false } = job;
    const about = [profileId, invocationAt(now), { isQuiet }] as const;
    await refoldPerson({ ...dependencies, profileStore: tables }, ...about);
  }
}
