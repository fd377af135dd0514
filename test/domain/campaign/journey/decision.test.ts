import { describe, expect, it } from 'vitest';
import { otherProfileIdsOf } from '../../../../domain/campaign/journey/decision.ts';
import type { Separation } from '../../../../domain/identity/separation.ts';
import { aContactableGuest } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

/** Split off somebody, or where nobody got the other end. */
const parted = (other?: string): Separation => ({
  identifier: 'userId#john',
  from: 'email#john@example.com',
  at: NOW,
  ...(other !== undefined && { other }),
});

describe('the ids under which a journey may have been decided before', () => {
  const profile = aContactableGuest({
    profileId: 'p-now',
    formerProfileIds: ['p-john', 'p-third'],
    apart: [parted('p-split'), parted(), parted('p-third'), parted('p-john')],
  });

  it('are all that the person has had but its own, where it began with a stay', () => {
    expect(otherProfileIdsOf(profile, { profileId: 'p-john', segment: 'lapsed' })).toEqual([
      'p-now',
      'p-third',
    ]);
  });

  it('are also those of whoever the person was split from, each once, where it began with anything else', () => {
    expect(otherProfileIdsOf(profile, { profileId: 'p-john' })).toEqual(['p-now', 'p-third', 'p-split']);
  });

  it('are none of a person who was never another', () => {
    expect(otherProfileIdsOf(aContactableGuest(), { profileId: 'p-john' })).toEqual([]);
  });
});
