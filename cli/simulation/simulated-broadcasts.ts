import {
  type Broadcast,
  planBroadcast,
  plannedBroadcasts,
  scheduleReached,
  takeBroadcast,
  tellOn,
} from '../../domain/campaign/schedule/broadcast.ts';
import { isToldAt } from '../../domain/campaign/schedule/broadcast-moment.ts';
import type { Program } from '../../domain/playbook/program/program.ts';
import type { Signal } from '../../domain/profile/signal.ts';
import type { SimulatedTables } from './simulated-tables.ts';

/** The schedules of the playbook now. */
export class SimulatedBroadcasts {
  #program: Program | undefined;
  readonly #rows = new Map<string, Broadcast>();

  /** Its schedules count from now on, those that the one before had too as they did. */
  deploy(program: Program, now: number): void {
    this.#program = program;
    for (const planned of plannedBroadcasts(program)) {
      const row = planBroadcast(program, planned, this.#rows.get(planned.id), now);
      if (row !== undefined) this.#rows.set(row.id, row);
    }
  }

  /** When the next of them comes; infinity: never. */
  get nextAt(): number {
    return [...this.#rows.values()].reduce(
      (next, { dueAt }) => Math.min(next, dueAt ?? next),
      Number.POSITIVE_INFINITY,
    );
  }

  /** Tells whether a broadcast is told at a moment. */
  isToldAt(broadcast: string, moment: number): boolean {
    return isToldAt(this.#rows.get(broadcast), moment);
  }

  /** Tells those who are in the segments of the schedules whose moment has come. */
  tell(now: number, tables: SimulatedTables, handle: (signals: readonly Signal[]) => void): void {
    const program = this.#program;
    if (program === undefined) return;
    for (const row of this.#rows.values()) {
      const step = takeBroadcast(program, row, now);
      if (step.kind === 'nothing') continue;
      const { broadcast } = step;
      this.#rows.set(row.id, broadcast);
      if (step.kind === 'put off') continue;
      const members = tables.livingProfiles().filter(({ segments }) => {
        const since = segments[row.segment]?.since ?? null;
        return since !== null && since <= step.broadcast.telling.moment;
      });
      handle(members.map(({ profileId }) => scheduleReached(broadcast, profileId)));
      this.#rows.set(row.id, tellOn(program, broadcast, { last: null, people: members.length, now }));
    }
  }
}
