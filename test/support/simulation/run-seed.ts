import { NO_FAULTS } from './faults.ts';
import { makeHistory } from './history.ts';
import { judgeAdopted } from './judge-adopted.ts';
import { judgeHouse } from './judge-house.ts';
import type { RunCounts } from './run-counts.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { rebuildEverybody, splitSomebody } from './tend-house.ts';

const STARTS_AT = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;
const MOST_GUESTS = 60;
/** Longer than any window of the playbook. */
const AFTERWARDS = 12 * DAY;

export interface SeedOptions {
  readonly messages: number;
  readonly traceLength?: number;
}

/** What came of a seed. */
export interface SeedResult {
  readonly wrongs: readonly string[];
  readonly counts: RunCounts;
  readonly trace: readonly string[];
}

/** Runs the history that a seed gives through a house that the seed disturbs, to its end, and judges it. */
export async function runSeed(seed: number, { messages, traceLength = 0 }: SeedOptions): Promise<SeedResult> {
  const random = new SeededRandom(seed);
  const isShared = random.happens(0.4);
  const house = new SimulatedHouse({
    seed,
    startsAt: STARTS_AT,
    faultRate: random.pick([0, 0.01, 0.04, 0.08, 0.15]),
    duplicates: random.pick([0, 0.02, 0.1]),
    batchSize: random.pick([1, 5, 20, 100]),
    attempts: random.pick([3, 100, 100]),
    isImpatient: random.happens(0.3),
    ...(random.happens(0.3) ? { inlineHistory: random.below(12) } : {}),
    traceLength,
  });
  const guests = random.between(1, Math.max(2, Math.ceil(Math.min(messages, MOST_GUESTS * 8) / 8)));
  const calls = makeHistory(seed, { guests, messages, startsAt: STARTS_AT, isShared });
  for (const call of calls) house.plan(call);
  const end = (calls.at(-1)?.at ?? STARTS_AT) + DAY;
  disturb(house, random, end - DAY, isShared);
  await house.settle(end + AFTERWARDS);
  const isAdopting = house.program.ordinal > 1;
  const earlier =
    isAdopting || random.happens(0.3)
      ? [...judgeAdopted(house), ...judgeHouse(house, calls, { isShared })]
      : [];
  if (isAdopting || random.happens(0.2)) {
    house.refoldAll();
    await house.settle(end + AFTERWARDS + DAY);
  }
  const differences = random.happens(0.5) ? await verify(house) : [];
  house.world.counts.add('events', house.tables.table('Events').all().length);
  house.world.counts.add('mails', house.mailbox.mails.length);
  const merges = house.bus.details.filter(({ type }) => type === 'Profiles Merged').length;
  house.world.counts.add('merges announced', merges);
  return {
    wrongs: [...earlier, ...differences, ...judgeHouse(house, calls, { isShared })],
    counts: house.world.counts,
    trace: house.world.scheduler.trace,
  };
}

/** When all has come to rest, what is stored is what its events say: by Maitred's own account too. */
async function verify(house: SimulatedHouse): Promise<string[]> {
  house.world.faults = NO_FAULTS;
  const wrongs: string[] = [];
  house.world.scheduler.spawn(async () => void wrongs.push(...(await rebuildEverybody(house, true))));
  await house.world.scheduler.run();
  return wrongs;
}

const SECOND_THOUGHTS_MILLISECONDS = 10 * 60_000;

/** A new version, and in about every other house the way back: not by chance of its own, so that other seeds stay as they were. */
function deployWithSecondThoughts(house: SimulatedHouse): void {
  const { scheduler } = house.world;
  house.deploy(2);
  if (scheduler.now % 2 === 0) return;
  house.world.counts.add('rollbacks', 1);
  scheduler.spawn(async () => {
    await scheduler.wait('second thoughts', SECOND_THOUGHTS_MILLISECONDS);
    house.deploy(1);
  });
}

/** People are split and rebuilt, shards split, a second reader comes, a mapping begins again: whenever the seed says. */
function disturb(house: SimulatedHouse, random: SeededRandom, until: number, isShared: boolean): void {
  const { scheduler } = house.world;
  const at = (work: () => void) =>
    scheduler.spawn(async () => {
      await scheduler.wait('a disturbance', random.below(Math.max(1, until - STARTS_AT)));
      work();
    });
  if (isShared && random.happens(0.5))
    for (let count = random.between(1, 3); count > 0; count -= 1)
      at(() => scheduler.spawn(async () => void (await splitSomebody(house))));
  if (random.happens(0.1)) at(() => house.plantPoison());
  if (random.happens(0.1)) at(() => scheduler.spawn(async () => void (await rebuildEverybody(house, false))));
  if (random.happens(0.4)) at(() => house.eventStream.split());
  if (random.happens(0.2)) at(() => house.profileStream.split());
  if (random.happens(0.2)) at(() => house.memberStream.split());
  if (random.happens(0.2)) at(() => deployWithSecondThoughts(house));
  if (random.happens(0.15)) at(() => house.addMapping('resolve'));
  if (random.happens(0.1)) at(() => house.addMapping('announce'));
  if (random.happens(0.1)) at(() => house.addMapping('members'));
  for (const mapping of [...house.mappings]) if (random.happens(0.2)) at(() => mapping.rewind(random.next()));
}
