import { describe, expect, it } from 'vitest';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSegmentEntered,
  BOOKED_SINCE_ENTRY,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked } from '../../../support/walk-journey.ts';

const CAMPAIGN = aCampaign({ if: BOOKED_SINCE_ENTRY });
const AHEAD = NOW + 60;

function begin(profile = aContactableGuest()): string {
  const active = anActiveProgram([CAMPAIGN]);
  return beginJourney({ active, campaign: CAMPAIGN, profile, signal: aSegmentEntered(), now: NOW }).kind;
}

describe('the beginning of a journey', () => {
  it('given what a clock ahead of this one has folded along with what triggers, then `if` sees it', () => {
    const { profile } = booked({ profile: aContactableGuest() }, AHEAD);
    expect(begin({ ...profile, lastSeen: AHEAD })).toBe('decided');
    expect(begin()).toBe('refused');
  });
});

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
