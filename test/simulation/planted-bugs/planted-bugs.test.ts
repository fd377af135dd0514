import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { FoundFailure } from '../../support/simulation/find-failure.ts';
import { type PlantedBug, plantInto, type TrialName } from '../../support/simulation/plant-bug.ts';
import { DECIDING_BUGS } from './deciding.ts';
import { FOLDING_BUGS } from './folding.ts';
import { JOURNEYING_BUGS } from './journeying.ts';
import { KEEPING_BUGS } from './keeping.ts';
import { MERGING_BUGS } from './merging.ts';
import { TELLING_BUGS } from './telling.ts';
import { TENDING_BUGS } from './tending.ts';
import { WRITING_BUGS } from './writing.ts';

const RUNNER = 'test/support/simulation/run-planted-bug.ts';
const BUGS = [
  ...FOLDING_BUGS,
  ...KEEPING_BUGS,
  ...MERGING_BUGS,
  ...TELLING_BUGS,
  ...TENDING_BUGS,
  ...WRITING_BUGS,
  ...DECIDING_BUGS,
  ...JOURNEYING_BUGS,
];
const TRIALS: readonly TrialName[] = ['seeds', 'watched', 'journeys', 'stories'];

const run = promisify(execFile);

/** Tries in a process of its own, until something is wrong; null where nothing ever is. */
async function failureOf(bug: PlantedBug | { readonly by: TrialName }): Promise<FoundFailure | null> {
  const { stdout } = await run(process.execPath, [RUNNER, JSON.stringify(bug)]);
  return (JSON.parse(stdout) as { failure: FoundFailure | null }).failure;
}

/** The tests are worth what they find: each of these mistakes, planted in the code, must make one fail. */
describe('bugs that are planted on purpose', () => {
  it('given their list, then there are at least a hundred, no name comes twice, and each changes what stands in the code once', () => {
    expect(BUGS.length).toBeGreaterThanOrEqual(100);
    expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length);
    for (const bug of BUGS) {
      const source = readFileSync(bug.file, 'utf8');
      expect(plantInto(source, bug), bug.name).not.toBe(source);
    }
  });

  it.each(TRIALS)('given no bug, when it is tried by %s, then nothing is wrong', async (by) => {
    expect(await failureOf({ by })).toBeNull();
  });

  it.each(BUGS.map((bug) => [bug.name, bug] as const))(
    'given that %s, when it is tried, then something is wrong',
    async (_name, bug) => {
      const failure = await failureOf(bug);
      expect(failure?.wrongs ?? [], bug.why).not.toEqual([]);
      // What was badly planted is not found, it only falls over.
      expect(String(failure?.wrongs)).not.toMatch(/ReferenceError|SyntaxError/);
    },
  );
});
