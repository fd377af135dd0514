import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byPriority,
  inTheirTurn,
  lineUpJourneys,
} from '../../../../domain/campaign/journey/line-up-journeys.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';

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

const due = (campaign: string, dueAt = NOW, profileId = 'a') => ({
  profileId,
  journeyId: `${campaign}#m-1`,
  dueAt,
});

describe('inTheirTurn', () => {
  it('given journeys that are due, then the earlier comes first, whatever its priority', () => {
    const [low, top] = [due('low', NOW - 1), due('top')];
    expect(inTheirTurn(program, [top, low])).toEqual([low, top]);
  });

  it('given one moment, then the highest comes first, and of the same priority the first by its id', () => {
    const ordered = [due('top'), due('gone'), due('plain'), due('low')];
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: 4 }), (some) => {
        expect(inTheirTurn(program, some)).toEqual(ordered);
      }),
    );
  });
});

describe('lineUpJourneys', () => {
  it('given journeys of two guests, then each guest’s go one after another, in their turn', () => {
    const [early, of] = [due('low', NOW - 1), due('plain', NOW, 'b')];
    expect(lineUpJourneys({ program }, [due('plain'), of, due('top'), early])).toEqual([
      [early, due('top'), due('plain')],
      [of],
    ]);
  });
});
