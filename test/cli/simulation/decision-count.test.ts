import { describe, expect, it } from 'vitest';
import { DecisionCount } from '../../../cli/simulation/decision-count.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';
import { enter } from '../../support/walk-journey.ts';

const DECISION = enter(aCampaign());

function countTo(times: number, count = new DecisionCount()): DecisionCount {
  for (let time = 0; time < times; time += 1) count.add(DECISION, NOW);
  return count;
}

describe('DecisionCount', () => {
  it('given more than a thousand decisions about a guest at one moment, then it says which campaign has no end', () => {
    const count = countTo(1_000);
    const thrown = { code: 'endless-decisions', hint: expect.stringContaining('campaign win-back') };
    expect(() => count.add(DECISION, NOW)).toThrow(expect.objectContaining(thrown));
  });

  it('given another moment, or another guest, then it counts anew', () => {
    const count = countTo(1_000);
    const other = { ...DECISION, profile: { ...DECISION.profile, profileId: 'p-other' } };
    expect(() => count.add(other, NOW)).not.toThrow();
    expect(() => count.add(DECISION, NOW + 1)).not.toThrow();
  });
});
