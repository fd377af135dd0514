import { addCounts, sumRows } from '../../../domain/campaign/report/campaign-counts.ts';
import { mendCounts } from '../../../domain/campaign/report/mend-counts.ts';
import { MaitredError } from '../../../domain/error/maitred-error.ts';
import type { CampaignCountStore } from '../../adapters/campaign-count-store.ts';
import { COUNTED_TABLES, type CountedScan } from '../../adapters/counted-scan.ts';
import { type CounterChange, changesOf } from '../../adapters/counter-update.ts';
import { COUNTERS_MENDED_AT_ONCE, type Sweep, type SweepStore } from '../../adapters/sweep-store.ts';

export interface SweepDependencies {
  readonly counts: Pick<CampaignCountStore, 'readAll'>;
  readonly scan: CountedScan;
  readonly sweeps: SweepStore;
  readonly newId: () => string;
  readonly clock: () => number;
}

/** What a call of a sweep answers. */
export interface SweepAnswer {
  readonly sweep: string;
  readonly phase: Sweep['phase'];
  readonly rows: number;
  /** After so long the next call goes on. */
  readonly waitSeconds: number;
  readonly mended: readonly CounterChange[];
  readonly left: number;
}

/** No page is begun later than this, so that the answer comes within a function's time. */
const WALKING_MILLISECONDS = 10_000;

/** What a walk has seen is counted within this time, unless the stream's reader is behind: then an alarm tells. */
export const SETTLING_MILLISECONDS = 120_000;

/**
 * Does the next part of a sweep, which compares counters with all rows and mends them: goes on walking over the rows, or waits until
 * what they say is counted, or mends. A call that is made again changes nothing.
 * @param id of the sweep; undefined: begins one, and ends whichever was under way
 * @throws {SweepLostError} where another has begun since
 */
export async function sweepCounts(
  dependencies: SweepDependencies,
  id: string | undefined,
): Promise<SweepAnswer> {
  const { counts, sweeps, newId } = dependencies;
  if (id === undefined) {
    const sweep = beginSweep(newId(), await counts.readAll());
    await sweeps.write(sweep);
    return answerOf(sweep, 0);
  }
  const sweep = await sweeps.read();
  if (sweep?.id !== id) throw new SweepLostError();
  if (sweep.phase === 'walking') return walk(dependencies, sweep);
  if (sweep.phase === 'settling') return mend(dependencies, sweep);
  return answerOf(sweep, 0);
}

function beginSweep(id: string, before: Sweep['before']): Sweep {
  const start = { revision: 1, phase: 'walking', table: COUNTED_TABLES[0], after: null } as const;
  return { id, ...start, rows: 0, before, sums: new Map(), walkedAt: null, mended: [], left: 0 };
}

async function walk({ scan, sweeps, clock }: SweepDependencies, start: Sweep): Promise<SweepAnswer> {
  const began = clock();
  let sweep: Sweep = { ...start, revision: start.revision + 1 };
  do {
    const { rows, last } = await scan.readPage(sweep.table, sweep.after);
    const sums = addCounts(sweep.sums, sumRows(rows));
    sweep = { ...sweep, sums, rows: sweep.rows + rows.length, after: last };
    if (last === null) sweep = nextTable(sweep, clock());
  } while (sweep.phase === 'walking' && clock() - began < WALKING_MILLISECONDS);
  await sweeps.write(sweep);
  return answerOf(sweep, sweep.phase === 'settling' ? SETTLING_MILLISECONDS : 0);
}

function nextTable(sweep: Sweep, now: number): Sweep {
  const table = COUNTED_TABLES[COUNTED_TABLES.indexOf(sweep.table) + 1];
  return table === undefined ? { ...sweep, phase: 'settling', walkedAt: now } : { ...sweep, table };
}

async function mend({ counts, sweeps, clock }: SweepDependencies, sweep: Sweep): Promise<SweepAnswer> {
  const wait = (sweep.walkedAt ?? 0) + SETTLING_MILLISECONDS - clock();
  if (wait > 0) return answerOf(sweep, wait);
  const after = await counts.readAll();
  const changes = changesOf(mendCounts({ before: sweep.before, rows: sweep.sums, after }));
  const mended = changes.slice(0, COUNTERS_MENDED_AT_ONCE);
  const left = changes.length - mended.length;
  const done: Sweep = {
    ...sweep,
    revision: sweep.revision + 1,
    phase: 'done',
    before: new Map(),
    sums: new Map(),
    mended,
    left,
  };
  await sweeps.write(done, mended);
  return answerOf(done, 0);
}

function answerOf({ id, phase, rows, mended, left }: Sweep, waitMilliseconds: number): SweepAnswer {
  return { sweep: id, phase, rows, waitSeconds: Math.ceil(waitMilliseconds / 1000), mended, left };
}

/** Thrown where a sweep was never begun, or gave way to another. */
export class SweepLostError extends MaitredError {
  constructor() {
    super('this sweep was not begun, or another has begun since', {
      code: 'sweep-lost',
      retryable: false,
      status: 409,
      hint: 'Wait until nobody else sweeps, then begin anew.',
    });
  }
}
