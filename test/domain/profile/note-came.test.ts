import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../domain/campaign/campaign.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { touchProfile } from '../../../domain/profile/touch-profile.ts';
import {
  aCampaign,
  aContactableGuest,
  anActiveProgram,
  aSend,
  BOOKINGS,
  DAY,
} from '../../support/a-campaign.ts';
import { NOW } from '../../support/an-event.ts';

const time = new Date(NOW);
const today = time.toISOString().slice(0, 10);
const at = { hour: time.getUTCHours(), minute: time.getUTCMinutes() };
const steps = [aSend('1')];
const before = { months: 0, milliseconds: 0 };
const birthday = { kind: 'date', path: ['birthday'], isYearly: true, before, at } as const;
const caps = [{ channel: 'email' as const, atMost: 1, perMilliseconds: DAY }];
const LATE = 20_000;

const booker = {
  id: 'booker',
  name: 'Booker',
  when: {
    kind: 'event',
    label: 'Booking Made',
    aggregate: BOOKINGS,
    count: { atLeast: 1 },
    withinMilliseconds: DAY,
  },
} as const;

/** What John's profile says that time brought, once it is looked at a little late. */
function cameTo(profile: Partial<Profile>, campaigns: readonly Campaign[]) {
  const active = anActiveProgram(campaigns, {
    timezone: 'UTC',
    segments: [booker],
    permission: { suppress: [], caps },
  });
  const john = aContactableGuest({ segments: {}, wakeAt: NOW, lastSeen: NOW - DAY, ...profile });
  const touched = touchProfile(active, john, NOW + LATE);
  if (touched.kind !== 'planned') throw new Error(touched.kind);
  return touched.write.profile.contacts.came;
}

const cake = aCampaign({ id: 'cake', steps, triggers: [birthday] });
const other = aCampaign({ id: 'other', steps, triggers: [] });
const born = {
  traits: { birthday: { value: today, at: NOW - DAY, messageId: 'b' } },
  nextDates: { 'cake.0': NOW, 'wine.0': NOW - 60_000 },
};

describe('a guest to whom time brings something', () => {
  it('given a date, then the profile says when it was to come, and what is told of it', () => {
    expect(cameTo(born, [cake, other])).toEqual([
      {
        moment: NOW,
        signal: {
          type: 'Date Reached',
          profileId: 'p-john',
          at: NOW + LATE,
          trait: 'birthday',
          date: today,
          campaigns: ['cake'],
        },
      },
    ]);
  });

  it('given a date that two campaigns tell at two times, then it says when for each', () => {
    const earlier = { ...birthday, at: { hour: at.hour, minute: at.minute - 1 } };
    const wine = aCampaign({ id: 'wine', steps, triggers: [earlier] });
    const came = cameTo(born, [cake, wine]) ?? [];
    const told = came.map(({ moment, signal }) => [moment, 'campaigns' in signal && signal.campaigns]);
    expect(told).toEqual([
      [NOW - 60_000, ['wine']],
      [NOW, ['cake']],
    ]);
  });

  it('given a segment that time ends, then it says when it did', () => {
    const gone = aCampaign({
      id: 'gone',
      steps,
      triggers: [{ kind: 'segment', segment: 'booker', on: 'exit' }],
    });
    const inside = {
      segments: { booker: { since: NOW - DAY, entries: 1 } },
      nextChanges: { booker: NOW },
    };
    expect(cameTo(inside, [gone, other])).toMatchObject([
      { moment: NOW, signal: { type: 'Segment Left', segment: 'booker', at: NOW + LATE, stay: 'p-john.1' } },
    ]);
  });

  it.each([
    ['nobody else wants the same room', [cake]],
    ['it wants none', [{ ...cake, purpose: 'transactional' }, other]],
  ])('given that %s, then the profile says nothing', (_why, campaigns) => {
    expect(cameTo(born, campaigns)).toBeUndefined();
  });
});
