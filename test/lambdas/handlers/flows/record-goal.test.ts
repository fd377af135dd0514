import { describe, expect, it } from 'vitest';
import type { JourneyEventMatched } from '../../../../domain/profile/signal.ts';
import { recordGoal } from '../../../../lambdas/handlers/flows/record-goal.ts';
import { aContactableGuest } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';
import { MemoryStores } from '../../../support/memory-stores.ts';

const JOURNEY = aJourney({ status: 'ended', dueAt: null });

async function told(stores: MemoryStores, isForgotten: boolean) {
  const { profileId: journeyProfileId, journeyId, campaign } = JOURNEY;
  const signal: JourneyEventMatched = {
    type: 'Journey Event Matched',
    id: 'p-john-2-0',
    v: 1,
    profileId: 'p-john',
    at: NOW,
    time: NOW,
    watch: 'goal',
    campaign,
    journeyProfileId,
    journeyId,
    ...(isForgotten && { isForgotten }),
  };
  return recordGoal({ ...stores, clock: () => NOW }, signal);
}

function storesWith(watches: 'a goal' | 'nothing'): MemoryStores {
  const { profileId, journeyId, campaign } = JOURNEY;
  const [from, until] = [NOW - 1, NOW];
  const watch = { kind: 'goal', profileId, journeyId, campaign, aggregate: 'bookings', from, until } as const;
  const contacts = { open: {}, entered: {}, sends: [], ...(watches === 'a goal' && { watches: [watch] }) };
  const stores = new MemoryStores([aContactableGuest({ contacts })]);
  stores.journeyRows.set(`${profileId}/${journeyId}`, JOURNEY);
  return stores;
}

describe('recordGoal', () => {
  it('given a goal that was reached, told twice, then it is noted once', async () => {
    const stores = storesWith('a goal');
    expect(await told(stores, false)).toBe('converted');
    expect(await told(stores, false)).toBe('nothing new');
    expect([...stores.journeyRows.values()]).toMatchObject([{ convertedAt: NOW }]);
  });

  it('given one that there is no room for any more, told twice, then that is noted once', async () => {
    const stores = storesWith('nothing');
    expect(await told(stores, true)).toBe('forgotten');
    expect(await told(stores, true)).toBe('nothing new');
    const [journey] = stores.journeyRows.values();
    expect(journey?.trace.at(-1)?.what).toContain('the goal is not looked out for');
    expect(journey).not.toHaveProperty('convertedAt');
  });
});
