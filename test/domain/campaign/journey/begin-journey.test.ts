import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { advanceJourney } from '../../../../domain/campaign/journey/advance-journey.ts';
import { beginJourney } from '../../../../domain/campaign/journey/begin-journey.ts';
import type { Decision } from '../../../../domain/campaign/journey/decision.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  aSend,
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

describe('journeys that begin every time', () => {
  const wait = { kind: 'wait', id: '1', milliseconds: DAY } as const;
  const campaignOf = (steps: Campaign['steps']) =>
    aCampaign({ triggers: [], frequency: { kind: 'every time' }, steps });

  function beginOften(campaign: Campaign, times: number, profile = aContactableGuest()) {
    const active = anActiveProgram([campaign]);
    const begun: Decision[] = [];
    for (let count = 0; count < times; count += 1) {
      const signal = anEventMatched({ messageId: `m-${count}` });
      const guest = begun.at(-1)?.profile ?? profile;
      const beginning = beginJourney({ active, campaign, profile: guest, signal, now: NOW });
      if (beginning.kind === 'decided') begun.push(beginning.decision);
    }
    return begun;
  }

  it('given a hundred that wait, then no other begins until one of them is over', () => {
    const campaign = campaignOf([wait]);
    const begun = beginOften(campaign, 101);
    expect(begun).toHaveLength(100);
    const [first, last] = [begun[0], begun.at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing began');
    const { journey } = first;
    const { profile } = last;
    const active = anActiveProgram([campaign]);
    const over = advanceJourney({ active, campaign, journey, profile, now: NOW + DAY });
    if (over.kind !== 'decided') throw new Error(over.kind);
    expect(over.decision.journey.status).toBe('ended');
    expect(beginOften(campaign, 2, over.decision.profile)).toHaveLength(1);
  });

  it('given that they end as they begin, then they are not counted', () => {
    const begun = beginOften(campaignOf([aSend('1')]), 101);
    expect(begun).toHaveLength(101);
    expect(begun.at(-1)?.profile.contacts.entered).toEqual({ 'win-back': { last: NOW, times: 101 } });
  });
});
