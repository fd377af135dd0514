import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { plantInto } from '../../support/simulation/plant-bug.ts';
import { SEEDS_PLAYED, SEEDS_TRIED } from '../../support/simulation/seeds-tried.ts';
import { TrialProcess } from '../../support/simulation/trial-process.ts';
import { PLANTED_BUGS, readKnownTries } from './planted-bugs.ts';

const KNOWN_TRIES = readKnownTries();
const trials = new TrialProcess();
afterAll(() => trials.stop());

/** The tests are worth what they find: each of these mistakes, planted in the code, must make one fail. */
describe('bugs that are planted on purpose', () => {
  it('given their list, then there are at least a hundred, no name comes twice, and each changes what stands in the code once', () => {
    const names = new Set(PLANTED_BUGS.map(({ name }) => name));
    expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(100);
    expect(names.size).toBe(PLANTED_BUGS.length);
    for (const bug of PLANTED_BUGS) {
      const source = readFileSync(bug.file, 'utf8');
      expect(plantInto(source, bug), bug.name).not.toBe(source);
    }
    expect(Object.keys(KNOWN_TRIES).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(['watched', 'stories'] as const)(
    'given no bug, when it is tried by %s, then nothing is wrong',
    async (by) => {
      expect(await trials.failureOf({ by })).toBeNull();
    },
  );

  it.each(['seeds', 'journeys'] as const)(
    'given no bug, then what is tried by %s is among what is played without one',
    (by) => {
      expect(SEEDS_TRIED[by]).toBeLessThanOrEqual(SEEDS_PLAYED);
    },
  );

  it.each(PLANTED_BUGS.map((bug) => [bug.name, bug] as const))(
    'given that %s, when it is tried, then something is wrong',
    async (name, bug) => {
      const failure = await trials.failureOf({ bug, by: bug.by, first: KNOWN_TRIES[name] });
      expect(failure?.wrongs ?? [], bug.why).not.toEqual([]);
      // What was badly planted is not found, it only falls over.
      expect(String(failure?.wrongs)).not.toMatch(/ReferenceError|SyntaxError/);
    },
  );
});
