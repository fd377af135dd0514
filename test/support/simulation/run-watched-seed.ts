import { damageAndRebuild } from './damage-profile.ts';
import { NO_FAULTS } from './faults.ts';
import { judgeApart, judgeFormerIds } from './judge-former-ids.ts';
import { judgeHouse } from './judge-house.ts';
import { judgeImports } from './judge-imports.ts';
import { judgeRefusals } from './judge-refusals.ts';
import { judgeTriggers } from './judge-triggers.ts';
import { watchLedger } from './ledger-watch.ts';
import { watchMerges } from './merge-watch.ts';
import { callsOfRegulars } from './regular-guests.ts';
import { regularsProgram } from './regulars-playbook.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedHouse } from './simulated-house.ts';
import { playbookObjects } from './simulated-playbook.ts';
import { watchSplits } from './split-watch.ts';
import { rebuildEverybody, splitSomebody } from './tend-house.ts';
import { watchEntries } from './watch-entries.ts';
import { watchWrites } from './write-watch.ts';

const STARTS_AT = Date.UTC(2026, 2, 2, 10);
const DAY = 86_400_000;
/** Longer than any window of the playbook. */
const AFTERWARDS = 12 * DAY;

/**
 * Runs guests who come, stay away and come again through a house that is disturbed, every write of which is looked at. In
 * the end all streams are read from their beginnings once more, and everybody is damaged and rebuilt.
 * @returns what is wrong, in words
 */
export async function runWatchedSeed(seed: number): Promise<string[]> {
  const random = new SeededRandom(seed);
  const isShared = random.happens(0.5);
  const isSplit = isShared && random.happens(0.6);
  const house = new SimulatedHouse({
    seed,
    startsAt: STARTS_AT,
    faultRate: random.pick([0, 0.02, 0.06]),
    duplicates: random.pick([0, 0.1]),
    batchSize: random.pick([5, 20]),
    isImpatient: random.happens(0.5),
  });
  house.tables.isLagging = () => random.happens(0.5);
  house.program = regularsProgram();
  for (const [key, text] of playbookObjects(house.program)) house.objects.set(key, text);
  const wrongs = [
    watchWrites(house.tables),
    watchMerges(house.tables),
    watchSplits(house.tables),
    watchLedger(house.tables, house.program.campaigns),
    watchEntries(house.tables, house.program),
  ];
  const calls = callsOfRegulars(random, { seed, startsAt: STARTS_AT, isShared });
  for (const call of calls) house.plan(call);
  const moments = calls.map(({ at }) => at);
  const end = Math.max(...moments);
  const soonAfterOne = () => random.pick(moments) + random.below(3_000);
  // Not in all of them: what is folded anew hides what was folded wrongly.
  for (let count = random.pick([0, 10]); count > 0; count -= 1)
    at(house, soonAfterOne(), () => house.refoldAll());
  for (let count = isSplit ? 3 : 0; count > 0; count -= 1)
    at(house, soonAfterOne(), () => splitSomebody(house));
  await house.settle(end + AFTERWARDS);
  house.world.faults = NO_FAULTS;
  const differences: string[] = [];
  at(house, 0, async () => void differences.push(...(await rebuildEverybody(house, true))));
  await house.world.scheduler.run();
  for (const mapping of house.mappings) mapping.rewind(1);
  await house.settle(end + AFTERWARDS);
  return [
    ...differences.map((difference) => `before anything is read again ${difference}`),
    ...(await damageAndRebuild(house)),
    ...wrongs.flat(),
    ...(isSplit ? [] : judgeRefusals(house)),
    ...judgeFormerIds(house),
    ...judgeTriggers(house),
    ...judgeApart(house),
    ...judgeImports(house, calls),
    ...judgeHouse(house, calls, { isShared }),
  ];
}

function at(house: SimulatedHouse, moment: number, work: () => unknown): void {
  const { scheduler } = house.world;
  scheduler.spawn(async () => {
    await scheduler.wait('somebody looks after the house', moment - scheduler.now);
    await work();
  });
}
