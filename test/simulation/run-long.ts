import { RunCounts } from '../support/simulation/run-counts.ts';
import { runJourneySeed } from '../support/simulation/run-journey-seed.ts';
import { runSeed, type SeedResult } from '../support/simulation/run-seed.ts';

/**
 * `npm run test:long`: houses of seed after seed until so many events and faults have gone through them; then houses with
 * campaigns of every kind until there are so many interleavings in all; then what happened, by its name. `EVENTS`, `FAULTS`
 * and `INTERLEAVINGS` say how many, `SEED` where to begin; `SEED` with `MESSAGES` runs one house alone and tells its last
 * steps, `SEED` with `MESSAGES=journeys` one of those with campaigns.
 */
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const FAULTS = Number(process.env.FAULTS ?? 100_000);
const INTERLEAVINGS = Number(process.env.INTERLEAVINGS ?? 100_000);
const FIRST_SEED = Number(process.env.SEED ?? 1);
const ONE_JOURNEY = process.env.MESSAGES === 'journeys';
const ONE_HOUSE =
  process.env.MESSAGES === undefined || ONE_JOURNEY ? undefined : Number(process.env.MESSAGES);
/** Of a house that is run alone so much is told. */
const STEPS_TOLD = 200;

const USUAL_MESSAGES = [40, 100, 200, 400];
/** One guest has more than what is folded within a batch. */
const MANY_MESSAGES = 6_000;
const HOUSES_TO_A_BIG_ONE = 250;
const SECONDS_TO_A_LINE = 10;

// Errors are thrown by the thousand here, and nobody reads where.
Error.stackTraceLimit = 0;

const say = (line: string) => process.stdout.write(`${line}\n`);

function messagesOf(seed: number): number {
  if (ONE_HOUSE !== undefined) return ONE_HOUSE;
  if (seed % HOUSES_TO_A_BIG_ONE === 0) return MANY_MESSAGES;
  return USUAL_MESSAGES[seed % USUAL_MESSAGES.length] ?? 100;
}

type Run = (seed: number) => Promise<SeedResult>;

const runUsual: Run = (seed) =>
  runSeed(seed, { messages: messagesOf(seed), traceLength: ONE_HOUSE === undefined ? 0 : STEPS_TOLD });
const runJourneys: Run = (seed) => runJourneySeed(seed, { traceLength: ONE_JOURNEY ? STEPS_TOLD : 0 });

/** Answers whether all was well. */
async function runHouse(run: Run, seed: number, all: RunCounts): Promise<boolean> {
  const messages = run === runJourneys ? 'journeys' : messagesOf(seed);
  const again = `seed ${seed}, again: SEED=${seed} MESSAGES=${messages} npm run test:long`;
  try {
    const { wrongs, counts, trace } = await run(seed);
    all.addAll(counts);
    all.add('houses');
    if (wrongs.length === 0) return true;
    say([again, ...trace, ...wrongs].join('\n'));
  } catch (error) {
    say(`${again}: ${String(error)}`);
  }
  return false;
}

/** Runs seed after seed until it is enough. @returns those that failed */
async function runSeeds(run: Run, all: RunCounts, isEnough: () => boolean): Promise<string[]> {
  const failed: string[] = [];
  const start = performance.now();
  let said = start;
  let seed = FIRST_SEED;
  do {
    if (!(await runHouse(run, seed, all))) failed.push(`${seed} (${run.name})`);
    seed += 1;
    if (performance.now() - said < SECONDS_TO_A_LINE * 1_000) continue;
    said = performance.now();
    const faults = all.sumOf('fault: ');
    say(
      `seed ${seed}: ${all.of('houses')} houses, ${all.of('events')} events, ${faults} faults, ${failed.length} failed`,
    );
  } while (!isEnough());
  say(`seeds ${FIRST_SEED} to ${seed - 1}, ${Math.round((performance.now() - start) / 1_000)} s`);
  return failed;
}

/** One house alone, or as many of either kind as there are to be. */
async function runAll(all: RunCounts): Promise<string[]> {
  const isOne = () => true;
  if (ONE_HOUSE !== undefined) return runSeeds(runUsual, all, isOne);
  if (ONE_JOURNEY) return runSeeds(runJourneys, all, isOne);
  const isRich = () => all.of('events') >= EVENTS && all.sumOf('fault: ') >= FAULTS;
  const failed = await runSeeds(runUsual, all, isRich);
  if (all.of('houses') >= INTERLEAVINGS) return failed;
  return [...failed, ...(await runSeeds(runJourneys, all, () => all.of('houses') >= INTERLEAVINGS))];
}

async function main(): Promise<void> {
  const all = new RunCounts();
  const failed = await runAll(all);
  say(String(all));
  say(`faults in all: ${all.sumOf('fault: ').toLocaleString('en')}`);
  say(`redeliveries in all: ${all.sumOf('redelivery: ').toLocaleString('en')}`);
  say(failed.length === 0 ? 'all is well' : `FAILED: seeds ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
