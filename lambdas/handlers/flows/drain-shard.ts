import type { DueIndex, DueKey, DueRow } from '../../adapters/due-index.ts';
import type { QuarantineStore } from '../../adapters/quarantine-store.ts';
import { describeError, quarantineReason } from '../../runtime/describe-error.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { logger } from '../../runtime/logger.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';

/** One kind of thing that comes due, and what is done then. */
export interface DueLane {
  readonly name: 'profile' | 'journey' | 'delivery';
  readonly index: DueIndex;
  /** @param isTimeUp for what takes long: what is left of it stays due */
  readonly handle: (key: DueKey, isTimeUp: () => boolean) => Promise<void>;
  /** Parts what is due into what must go one after another, in that order; without it all goes side by side. */
  readonly line?: (rows: readonly DueRow[]) => Promise<readonly (readonly DueKey[])[]>;
}

export interface DrainDependencies {
  readonly quarantine: Pick<QuarantineStore, 'put'>;
  readonly clock: () => number;
}

const AT_A_TIME = 8;
const FAILURES_TO_QUARANTINE = 5;

/**
 * Handles all that is due in one lane of a shard, until nothing is or the time is up. One row's failure stops no other: what
 * a retry may help, or the deployment is to blame for, stays due; anything else is counted, and quarantined at the fifth time.
 * @returns how many rows failed for now
 */
export async function drainShard(
  dependencies: DrainDependencies,
  lane: DueLane,
  shard: number,
  isTimeUp: () => boolean,
): Promise<number> {
  let failed = 0;
  for await (const page of lane.index.pages(shard, dependencies.clock())) {
    const lines = lane.line === undefined ? page.map(({ key }) => [key]) : await lane.line(page);
    const counts = await mapBounded(lines, AT_A_TIME, (line) =>
      handleLine(dependencies, lane, line, isTimeUp),
    );
    failed += counts.reduce((sum, count) => sum + count, 0);
    if (isTimeUp()) break;
  }
  return failed;
}

async function handleLine(
  dependencies: DrainDependencies,
  lane: DueLane,
  line: readonly DueKey[],
  isTimeUp: () => boolean,
): Promise<number> {
  let failed = 0;
  for (const key of line) {
    if (isTimeUp()) break;
    if ((await handleOne(dependencies, lane, key, isTimeUp)) === 'failed') failed += 1;
  }
  return failed;
}

async function handleOne(
  dependencies: DrainDependencies,
  lane: DueLane,
  key: DueKey,
  isTimeUp: () => boolean,
): Promise<'handled' | 'failed'> {
  try {
    await lane.handle(key, isTimeUp);
    return 'handled';
  } catch (error) {
    return settleFailure(dependencies, lane, key, error).catch((unsettled: unknown) => {
      logger.error('a failure could not be counted', { lane: lane.name, key, ...describeError(unsettled) });
      return 'failed' as const;
    });
  }
}

async function settleFailure(
  { quarantine, clock }: DrainDependencies,
  lane: DueLane,
  key: DueKey,
  error: unknown,
): Promise<'handled' | 'failed'> {
  if (!isPoison(error)) {
    logger.warn('stays due', { lane: lane.name, key, ...describeError(error) });
    return 'failed';
  }
  const failures = await lane.index.countFailure(key);
  logger.error('failed while due', { lane: lane.name, key, failures, ...describeError(error) });
  if (failures < FAILURES_TO_QUARANTINE) return 'handled';
  const reason = quarantineReason(error);
  const id = `${lane.name}#${Object.values(key).join('#')}`;
  await quarantine.put({ function: 'due', at: clock(), id, payload: { lane: lane.name, key }, reason });
  await lane.index.leave(key, FAILURES_TO_QUARANTINE, clock());
  return 'handled';
}
