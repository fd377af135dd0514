import { runCases } from '../support/oracle/run-cases.ts';
import { tellRates } from '../support/oracle/tell-rates.ts';

/**
 * The second half of `npm run test:long`: playbook after playbook against the oracle, until there are so many cases.
 * `CASES` says how many, `SEED` where to begin; `SEED` with `CASES=1` runs one playbook alone.
 */
const CASES = Number(process.env.CASES ?? 1_000_000);
const FIRST_SEED = Number(process.env.SEED ?? 1_000_001);
const MAXIMUM_DIFFERENCES = 5;
const SECONDS_TO_A_LINE = 10;

const say = (line: string) => process.stdout.write(`${line}\n`);

// Who asks for one house alone asks for nothing else.
if (process.env.MESSAGES !== undefined) process.exit(0);

const start = performance.now();
let said = start;
const { rates, differences } = runCases({
  cases: CASES,
  firstSeed: FIRST_SEED,
  maximumDifferences: MAXIMUM_DIFFERENCES,
  onSeed: (seed, run) => {
    if (performance.now() - said < SECONDS_TO_A_LINE * 1_000) return;
    said = performance.now();
    const rate = Math.round(run.rates.cases / ((said - start) / 1_000));
    say(`seed ${seed}: ${run.rates.cases} cases, ${rate} a second, ${run.differences.length} differences`);
  },
});
for (const difference of differences) say(`\n${difference}`);
say(tellRates(rates));
say(
  `${rates.cases} cases, ${differences.length} differences, ${Math.round((performance.now() - start) / 1_000)} s`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
