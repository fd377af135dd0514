import { describe, expect, it } from 'vitest';
import { byPriority, lineUpJourneys } from '../../../domain/campaign/line-up-journeys.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aProgram } from '../../support/a-program.ts';

const program = aProgram({
  campaigns: {
    low: aCampaign({ id: 'low', priority: -1 }),
    plain: aCampaign({ id: 'plain' }),
    top: aCampaign({ id: 'top', priority: 10 }),
  },
});

describe('byPriority', () => {
  it('given campaigns, then the highest comes first, and of the same priority the first by its id', () => {
    expect(byPriority(program, ['low', 'plain', 'gone', 'top'])).toEqual(['top', 'gone', 'plain', 'low']);
  });
});

describe('lineUpJourneys', () => {
  it('given journeys of two guests, then each guest’s go one after another, the highest first', () => {
    const key = (profileId: string, campaign: string) => ({ profileId, journeyId: `${campaign}#m-1` });
    const keys = [key('a', 'low'), key('b', 'plain'), key('a', 'top'), key('a', 'plain')];
    expect(lineUpJourneys({ program }, keys)).toEqual([
      [key('a', 'top'), key('a', 'plain'), key('a', 'low')],
      [key('b', 'plain')],
    ]);
  });
});
