import { describe, expect, it } from 'vitest';
import { crashAt, type FaultPlan, NO_FAULTS } from '../support/simulation/faults.ts';
import { includedMembers } from '../support/simulation/included-members.ts';

const GROUPS = 4;
/** Functions whose calls are the backfill, and what it tells. */
const AT_WORK = ['backfill', 'announce', 'campaign'];

/** Plays the deploys; faults are asked from the first on, of the functions at work alone. */
async function play(faults: FaultPlan, frequency: 'once' | 'every time') {
  let [isDeployed, calls] = [false, 0];
  const counting: FaultPlan = {
    next: (call) => {
      if (!isDeployed || !AT_WORK.includes(call.functionName)) return { kind: 'none' };
      calls += 1;
      return faults.next(call);
    },
  };
  const wrongs = await includedMembers({
    seed: 1,
    isOrderly: true,
    faults: counting,
    frequency: { kind: frequency },
    deploying: () => {
      isDeployed = true;
    },
  });
  return { wrongs, calls };
}

describe('a crash anywhere in a backfill that includes existing members', () => {
  it.each(['once', 'every time'] as const)(
    'given none, and a campaign %s, then each member is in it once',
    async (frequency) => {
      const { wrongs, calls } = await play(NO_FAULTS, frequency);
      expect(wrongs).toEqual([]);
      expect(calls).toBeGreaterThan(60);
    },
  );

  const groups = Array.from({ length: GROUPS }, (_, group) => group);
  it.each(groups)(
    `given a function that is gone before one call of AWS, or after it, whichever call that is (every ${GROUPS}th from %i on), then each member is in it once`,
    { timeout: 240_000 },
    async (group) => {
      const { calls } = await play(NO_FAULTS, 'every time');
      for (let number = group; number < calls; number += GROUPS) {
        for (const kind of ['crash before', 'crash after'] as const) {
          const { wrongs } = await play(crashAt(number, kind), 'every time');
          expect(wrongs, `${kind} call ${number}`).toEqual([]);
        }
      }
    },
  );
});
