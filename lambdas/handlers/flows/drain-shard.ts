import type { DueIndex, DueKey } from '../../adapters/due-index.ts';
import type { QuarantineStore } from '../../adapters/quarantine-store.ts';
import { describeError, quarantineReason } from '../../runtime/describe-error.ts';
import { isPoison } from '../../runtime/is-poison.ts';
import { logger } from '../../runtime/logger.ts';
import { mapBounded } from '../../runtime/map-bounded.ts';

/** One kind of thing that comes due, and what is done then. */
export interface DueLane {
  readonly name: 'profile' | 'journey' | 'delivery';
  readonly index: DueIndex;
  readonly handle: (key: DueKey) => Promise<void>;
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
    const results = await mapBounded(page, AT_A_TIME, async (key) =>
      isTimeUp() ? 'handled' : handleOne(dependencies, lane, key),
    );
    failed += results.filter((result) => result === 'failed').length;
    if (isTimeUp()) break;
  }
  return failed;
}

async function handleOne(
  dependencies: DrainDependencies,
  lane: DueLane,
  key: DueKey,
): Promise<'handled' | 'failed'> {
  try {
    await lane.handle(key);
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
