import { describe, expect, it } from 'vitest';
import { runSeed } from '../support/simulation/run-seed.ts';
import { SEED_MESSAGES, SEEDS_PLAYED } from '../support/simulation/seeds-tried.ts';

const SEEDS_A_TEST = 100;
const REPLAYED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

/** What is wrong with a seed, how to see it again, and the last that happened. */
async function failureOf(seed: number): Promise<string | undefined> {
  const { wrongs } = await runSeed(seed, { messages: SEED_MESSAGES });
  if (wrongs.length === 0) return undefined;
  const { trace } = await runSeed(seed, { messages: SEED_MESSAGES, traceLength: 60 });
  const again = `SEED=${seed} npx vitest run --project rooms test/simulation/seeds.test.ts`;
  return [`seed ${seed}; again: ${again}`, ...wrongs, 'the last steps:', ...trace].join('\n');
}

/** In the order in which they are told: all that happened to one seed, then what is wrong. */
async function storyOf(seed: number): Promise<string[]> {
  const { wrongs, trace } = await runSeed(seed, { messages: SEED_MESSAGES, traceLength: 100_000 });
  return wrongs.length === 0 ? [] : [...trace, ...wrongs];
}

describe('whatever goes wrong, in whatever order', () => {
  if (REPLAYED !== undefined) {
    it(`given seed ${REPLAYED} again, then nothing is wrong; else all that happened can be read`, async () => {
      expect((await storyOf(REPLAYED)).join('\n')).toBe('');
    });
    return;
  }

  const groups = Array.from({ length: SEEDS_PLAYED / SEEDS_A_TEST }, (_, group) => group * SEEDS_A_TEST);
  it.each(groups)(
    `given histories, faults and crashes of ${SEEDS_A_TEST} seeds from %i on, then each event counts once, in one person, and nobody is told twice`,
    { timeout: 240_000 },
    async (first) => {
      for (let seed = first; seed < first + SEEDS_A_TEST; seed += 1)
        expect(await failureOf(seed), `seed ${seed}`).toBeUndefined();
    },
  );

  it('given the same seed twice, then everything happens in the same order', async () => {
    const one = await runSeed(7, { messages: SEED_MESSAGES, traceLength: 100_000 });
    const other = await runSeed(7, { messages: SEED_MESSAGES, traceLength: 100_000 });
    expect(other.trace).toEqual(one.trace);
    expect(one.trace.length).toBeGreaterThan(500);
  });
});
