import { writeFileSync } from 'node:fs';
import { TrialProcess } from '../../support/simulation/trial-process.ts';
import { KNOWN_TRIES_FILE, PLANTED_BUGS, readKnownTries } from './planted-bugs.ts';

/**
 * `node test/simulation/planted-bugs/note-tries.ts`: tries every planted bug and notes which try finds it, so that the next time
 * that one is made first. To be run where houses play otherwise than before, and the tests of planted bugs take long.
 */
const trials = new TrialProcess();
const known = readKnownTries();
const names = new Set(PLANTED_BUGS.map(({ name }) => name));
const noted = new Map(Object.entries(known).filter(([name]) => names.has(name)));
for (const bug of PLANTED_BUGS) {
  const start = performance.now();
  const failure = await trials.failureOf({ bug, by: bug.by, first: known[bug.name] });
  if (failure === null) noted.delete(bug.name);
  else noted.set(bug.name, failure.number);
  writeFileSync(KNOWN_TRIES_FILE, `${JSON.stringify(Object.fromEntries(noted), null, 2)}\n`);
  const found = failure === null ? 'NOT FOUND' : `try ${failure.number}`;
  process.stdout.write(`${found}, ${Math.round(performance.now() - start)} ms: ${bug.name}\n`);
}
trials.stop();
