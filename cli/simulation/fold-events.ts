import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../domain/playbook/program/active-program.ts';
import { planResolution, type Resolution } from '../../domain/profile/plan-resolution.ts';
import type { ProfileWrite } from '../../domain/profile/profile-write.ts';
import { newProfileId, type SeedTest } from './new-profile-id.ts';
import type { SimulatedTables } from './simulated-tables.ts';

export interface FoldMoment {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether somebody whom the events make known may have this seed; undefined: whichever. */
  readonly isSeed?: SeedTest | undefined;
}

/** Counts events that share people, one or more, in their order. @returns what was written, in that order */
export function foldEvents(
  active: ActiveProgram,
  tables: SimulatedTables,
  events: readonly TrackingEvent[],
  moment: FoldMoment,
): ProfileWrite[] {
  const written: ProfileWrite[] = [];
  for (let left = events; left.length > 0; ) {
    const { writes, rest } = plan(active, tables, left, moment);
    for (const write of writes) tables.applyWrite(write);
    written.push(...writes);
    left = rest;
  }
  return written;
}

/** Plans, with as much history as the plan asks for. */
function plan(
  active: ActiveProgram,
  tables: SimulatedTables,
  events: readonly TrackingEvent[],
  { now, isSeed = () => true }: FoldMoment,
): Resolution {
  const identifier = events[0]?.key.identifier ?? '';
  const history = new Set<string>();
  for (;;) {
    const taken = new Set<string>();
    const isFree: SeedTest = (id) => !taken.has(id) && !tables.hasProfile(id) && isSeed(id);
    const newId = () => {
      const id = newProfileId(identifier, isFree);
      taken.add(id);
      return id;
    };
    const planned = planResolution(active, tables.workspace([...history]), events, { now, newId });
    if (planned.kind === 'planned') return planned;
    for (const needed of planned.identifiers) history.add(needed);
  }
}
