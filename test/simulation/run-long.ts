import { RunCounts } from '../support/simulation/run-counts.ts';
import { runSeed } from '../support/simulation/run-seed.ts';

/**
 * `npm run test:long`: houses of seed after seed until so many events and faults have gone through them; then what
 * happened, by its name. `EVENTS` and `FAULTS` say how many, `SEED` where to begin; `SEED` with `MESSAGES` runs one house
 * alone and tells its last steps.
 */
const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
const FAULTS = Number(process.env.FAULTS ?? 100_000);
const FIRST_SEED = Number(process.env.SEED ?? 1);
const ONE_HOUSE = process.env.MESSAGES === undefined ? undefined : Number(process.env.MESSAGES);

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

/** Answers whether all was well. */
async function runHouse(seed: number, all: RunCounts): Promise<boolean> {
  const messages = messagesOf(seed);
  try {
    const { wrongs, counts, trace } = await runSeed(seed, {
      messages,
      traceLength: ONE_HOUSE === undefined ? 0 : 200,
    });
    all.addAll(counts);
    all.add('houses');
    if (wrongs.length === 0) return true;
    say(
      [`seed ${seed}, again: SEED=${seed} MESSAGES=${messages} npm run test:long`, ...trace, ...wrongs].join(
        '\n',
      ),
    );
  } catch (error) {
    say(`seed ${seed} with ${messages} messages: ${String(error)}`);
  }
  return false;
}

async function main(): Promise<void> {
  const all = new RunCounts();
  const failed: number[] = [];
  const start = performance.now();
  let said = start;
  let seed = FIRST_SEED;
  const isEnough = () =>
    ONE_HOUSE === undefined
      ? all.of('events') >= EVENTS && all.sumOf('fault: ') >= FAULTS
      : seed > FIRST_SEED;
  for (; !isEnough(); seed += 1) {
    if (!(await runHouse(seed, all))) failed.push(seed);
    if (performance.now() - said < SECONDS_TO_A_LINE * 1_000) continue;
    said = performance.now();
    const rate = Math.round(all.of('events') / ((said - start) / 1_000));
    say(
      `seed ${seed}: ${all.of('events')} events, ${all.sumOf('fault: ')} faults, ${rate} events a second, ${failed.length} failed`,
    );
  }
  say(String(all));
  say(`faults in all: ${all.sumOf('fault: ').toLocaleString('en')}`);
  say(`redeliveries in all: ${all.sumOf('redelivery: ').toLocaleString('en')}`);
  say(`seeds ${FIRST_SEED} to ${seed - 1}, ${Math.round((performance.now() - start) / 1_000)} s`);
  say(failed.length === 0 ? 'all is well' : `FAILED: seeds ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
