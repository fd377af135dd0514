import type { FaultPlan } from './faults.ts';
import type { RunCounts } from './run-counts.ts';
import type { Scheduler } from './scheduler.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What everything in a simulation shares. */
export interface World {
  readonly scheduler: Scheduler;
  readonly random: SeededRandom;
  readonly counts: RunCounts;
  /** May be exchanged while it runs. */
  faults: FaultPlan;
}
