import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import { broughtAtOf } from '../../../../domain/campaign/journey/brought-at.ts';
import type { TriggerSignal } from '../../../../domain/campaign/journey/occurrence.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { DateReached, ScheduleReached } from '../../../../domain/profile/signal.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  anEventMatched,
  aSegmentEntered,
  DAY,
} from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const LATE = 7000;
const time = new Date(NOW);
const today = time.toISOString().slice(0, 10);
const at = { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
const before = { months: 0, milliseconds: 0 };
const birthday = { kind: 'date', path: ['birthday'], isYearly: true, before, at } as const;
const cake = aCampaign({ id: 'cake', triggers: [birthday] });
const signalled = { id: 's', v: 1, profileId: 'p-john', at: NOW + LATE } as const;
const date: DateReached = {
  ...signalled,
  type: 'Date Reached',
  trait: 'birthday',
  date: today,
  campaigns: ['cake'],
};
const born = { traits: { birthday: { value: today, at: NOW - DAY, messageId: 'b' } } };

function broughtAt(signal: TriggerSignal, guest: Partial<Profile> = {}, campaign: Campaign = cake) {
  const active = anActiveProgram([campaign], { timezone: 'UTC' });
  return broughtAtOf(active, campaign.id, aContactableGuest(guest), signal);
}

describe('the moment at which time brought what begins a journey', () => {
  it('is that of the schedule', () => {
    const schedule: ScheduleReached = {
      ...signalled,
      type: 'Schedule Reached',
      campaign: 'cake',
      segment: 'lapsed',
      moment: NOW,
    };
    expect(broughtAt(schedule)).toBe(NOW);
  });

  it('is that of the date, though it was seen seconds later', () => {
    expect(broughtAt(date, born)).toBe(NOW);
    expect(broughtAt({ ...date, place: 0 }, born)).toBe(NOW);
  });

  it('is none that is known of a date which is no longer the guest’s, or was seen over an hour later', () => {
    expect(broughtAt(date)).toBeUndefined();
    expect(broughtAt({ ...date, place: 1 }, born)).toBeUndefined();
    expect(broughtAt({ ...date, at: NOW + 3_600_000 }, born)).toBe(NOW);
    expect(broughtAt({ ...date, at: NOW + 3_600_001 }, born)).toBeUndefined();
  });

  it('is when time changed the segment', () => {
    const entered = aSegmentEntered({ at: NOW + LATE, moment: NOW });
    expect(broughtAt(entered)).toBe(NOW);
    expect(broughtAt({ ...entered, type: 'Segment Left' })).toBe(NOW);
    expect(broughtAt(aSegmentEntered({ at: NOW + LATE }))).toBe(NOW + LATE);
  });

  it('is none of what an event brought', () => {
    expect(broughtAt(aSegmentEntered({ event: { identifier: 'userId#john', sort: 's' } }))).toBeUndefined();
    expect(broughtAt(anEventMatched())).toBeUndefined();
  });
});
