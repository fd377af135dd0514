import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidInputError, MaitredError, UnavailableError } from '../../../../domain/error/maitred-error.ts';
import type { DueKey } from '../../../../lambdas/adapters/due-index.ts';
import { drainShard } from '../../../../lambdas/handlers/flows/drain-shard.ts';
import { logger } from '../../../../lambdas/runtime/logger.ts';

beforeAll(() => logger.setLogLevel('SILENT'));

/** A lane of these rows; handling a row throws what `failures` says. */
function aLane(ids: readonly string[], failures: Readonly<Record<string, Error>>) {
  const counts = new Map<string, number>();
  const handled: string[] = [];
  const left: string[] = [];
  const quarantined: unknown[] = [];
  const idOf = (key: DueKey) => String(key.profileId);
  const lane = {
    name: 'profile' as const,
    index: {
      async *pages() {
        for (const profileId of ids) yield [{ key: { profileId }, dueAt: 0 }];
      },
      countFailure: async (key: DueKey) => {
        const count = (counts.get(idOf(key)) ?? 0) + 1;
        counts.set(idOf(key), count);
        return count;
      },
      leave: async (key: DueKey) => void left.push(idOf(key)),
    },
    handle: async (key: DueKey) => {
      const failure = failures[idOf(key)];
      if (failure !== undefined) throw failure;
      handled.push(idOf(key));
    },
  };
  const dependencies = {
    quarantine: { put: async (record: unknown) => void quarantined.push(record) },
    clock: () => 1000,
  };
  const drain = (isTimeUp = () => false) => drainShard(dependencies, lane, 0, isTimeUp);
  return { drain, counts, handled, left, quarantined };
}

describe('drainShard', () => {
  it('lets one row’s failure stop no other', async () => {
    const lane = aLane(['a', 'b', 'c'], { b: new InvalidInputError('no') });
    expect(await lane.drain()).toBe(0);
    expect(lane.handled).toEqual(['a', 'c']);
  });

  it('quarantines at the fifth failure, and takes the row out of the index', async () => {
    const lane = aLane(['a'], { a: new TypeError('x') });
    for (let time = 0; time < 4; time += 1) await lane.drain();
    expect(lane.quarantined).toEqual([]);
    await lane.drain();
    expect(lane.quarantined).toMatchObject([{ function: 'due', id: 'profile#a', reason: 'TypeError: x' }]);
    expect(lane.left).toEqual(['a']);
  });

  it('leaves due, and uncounted, what a retry may help', async () => {
    const lane = aLane(['a'], { a: new UnavailableError('Profiles') });
    expect(await lane.drain()).toBe(1);
    expect(lane.counts.size).toBe(0);
  });

  it('leaves due, and uncounted, what a fault of the deployment stopped', async () => {
    const cause = Object.assign(new Error('no right'), { name: 'AccessDeniedException' });
    const refused = new MaitredError('refused', { code: 'aws-refused', retryable: false, cause });
    const lane = aLane(['a'], { a: refused });
    for (let time = 0; time < 6; time += 1) expect(await lane.drain()).toBe(1);
    expect({ counted: lane.counts.size, quarantined: lane.quarantined }).toEqual({
      counted: 0,
      quarantined: [],
    });
  });

  it('takes nothing more in hand when its time is up', async () => {
    const lane = aLane(['a', 'b'], {});
    await lane.drain(() => true);
    expect(lane.handled).toEqual([]);
  });
});
