import { describe, expect, it } from 'vitest';
import { beginJourney } from '../../../domain/campaign/begin-journey.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  DAY,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

describe('an entry that lies ahead of the clock', () => {
  it('begins all the same, and its waits count from it', () => {
    const campaign = aCampaign();
    const signal = aSegmentEntered({ at: NOW + 5000 });
    const input = { active: anActiveProgram([campaign]), campaign, profile: aContactableGuest(), signal };
    expect(beginJourney({ ...input, now: NOW })).toMatchObject({
      kind: 'decided',
      decision: { journey: { enteredAt: NOW + 5000, dueAt: NOW + 5000 + 3 * DAY } },
    });
  });
});
