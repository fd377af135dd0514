import { describe, expect, it } from 'vitest';
import { RunCounts } from '../support/simulation/run-counts.ts';
import { runJourneySeed } from '../support/simulation/run-journey-seed.ts';
import { SEEDS_PLAYED } from '../support/simulation/seeds-tried.ts';

const SEEDS_A_TEST = 100;
const REPLAYED = process.env.SEED === undefined ? undefined : Number(process.env.SEED);

/** What is wrong with a seed, how to see it again, and the last that happened. */
async function failureOf(seed: number, counts: RunCounts): Promise<string | undefined> {
  const result = await runJourneySeed(seed);
  counts.addAll(result.counts);
  if (result.wrongs.length === 0) return undefined;
  const { trace } = await runJourneySeed(seed, { traceLength: 60 });
  const again = `SEED=${seed} npx vitest run --project rooms test/simulation/journey-seeds.test.ts`;
  return [`seed ${seed}; again: ${again}`, ...result.wrongs, 'the last steps:', ...trace].join('\n');
}

describe('whatever campaigns do, whatever goes wrong', () => {
  if (REPLAYED !== undefined) {
    it(`given seed ${REPLAYED} again, then nothing is wrong; else all that happened can be read`, async () => {
      const { wrongs, trace } = await runJourneySeed(REPLAYED, { traceLength: 100_000 });
      expect(wrongs.length === 0 ? [] : [...trace, ...wrongs]).toEqual([]);
    });
    return;
  }

  const groups = Array.from({ length: SEEDS_PLAYED / SEEDS_A_TEST }, (_, group) => group * SEEDS_A_TEST);
  it.each(groups)(
    `given guests, merges, deploys, faults and crashes of ${SEEDS_A_TEST} seeds from %i on, then each is told once, in caps, outside of the night, and nobody who is held out`,
    { timeout: 240_000 },
    async (first) => {
      const counts = new RunCounts();
      for (let seed = first; seed < first + SEEDS_A_TEST; seed += 1)
        expect(await failureOf(seed, counts), `seed ${seed}`).toBeUndefined();
      // Where nothing of it comes about, nothing is found.
      for (const name of [
        'goals',
        'journeys held out',
        'journeys ended: stopped',
        'journeys ended: collapsed by a merge',
        'members told of a schedule',
        'splits answered 200',
        'rows unknown',
        'rows suppressed: cap',
        'rows suppressed: control',
        'rows suppressed: holdout',
        'rows suppressed: suppression',
        'redelivery: records read again',
        'refusals noted: begun in this visit',
        'refusals noted: no visit',
        'refusals noted: paused',
        'refusals noted: too soon',
        'refusals noted: under way',
      ])
        expect(counts.of(name), name).toBeGreaterThan(0);
    },
  );

  it('given the same seed twice, then everything happens in the same order', async () => {
    const one = await runJourneySeed(7, { traceLength: 100_000 });
    const other = await runJourneySeed(7, { traceLength: 100_000 });
    expect(other.trace).toEqual(one.trace);
    expect(one.trace.length).toBeGreaterThan(300);
  });
});
