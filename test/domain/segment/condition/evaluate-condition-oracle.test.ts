import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { arbitraryCondition, arbitraryEventCondition } from '../../../support/arbitrary-conditions.ts';
import { arbitraryGuest, remember } from '../../../support/arbitrary-guest.ts';
import { oracleHolds } from '../../../support/segment-oracle.ts';

describe('evaluateCondition against an oracle that reads all events anew', () => {
  it('gives the same verdict in whatever order events came, and nothing flips before changesAt', () => {
    fc.assert(
      fc.property(arbitraryGuest(arbitraryCondition), (one) => {
        // given
        const { active, profile, world } = remember(one);
        // when
        const { holds, changesAt } = evaluateCondition(active, one.condition, profile, one.now, one.entryAt);
        // then
        expect(holds).toBe(oracleHolds(world, one.condition, one.now));
        expect(changesAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(one.now);
        const end = changesAt ?? Number.POSITIVE_INFINITY;
        const moments = one.later.map((minutes) => one.now + minutes * 60_000);
        for (const moment of [...moments, end - 1].filter((at) => at > one.now && at < end)) {
          expect(oracleHolds(world, one.condition, moment)).toBe(holds);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('names the very moment at which a condition on events flips', () => {
    fc.assert(
      fc.property(arbitraryGuest(arbitraryEventCondition), (one) => {
        // given
        const { active, profile, world } = remember(one);
        // when
        const { holds, changesAt } = evaluateCondition(active, one.condition, profile, one.now, one.entryAt);
        // then
        if (changesAt !== null) expect(oracleHolds(world, one.condition, changesAt)).toBe(!holds);
      }),
      { numRuns: 1000 },
    );
  });
});
