import { describe, expect, it } from 'vitest';
import type { Suppression } from '../../../../domain/campaign/permission-rules.ts';
import { BOOKINGS, DAY } from '../../../support/a-campaign.ts';
import { bookedAt, EVERYONE, type Given, refusal } from '../../../support/a-permission.ts';
import { NOW } from '../../../support/an-event.ts';

describe('decidePermission, of what suppresses', () => {
  const about = (suppression: Partial<Suppression>, given: Given = {}) =>
    refusal({ rules: { suppress: [{ ...EVERYONE, ...suppression }] }, ...given });
  const topics = (...topics: readonly string[]) => ({ campaign: { topics } });

  it('is about the purposes that are named, or about all', () => {
    expect(about({ purposes: ['analytics'] })).toBe('send');
    expect(about({ purposes: ['analytics', 'marketing'] })).toBe('suppression');
    expect(about({ purposes: ['analytics'] }, { purpose: 'analytics' })).toBe('suppression');
  });

  it('is about the topics that are named, but for the exceptions', () => {
    expect(about({ topics: ['suits'] })).toBe('send');
    expect(about({ topics: ['suits'] }, topics('ties', 'suits'))).toBe('suppression');
    expect(about({ topics: ['suits'] }, topics('ties'))).toBe('send');
    expect(about({ except: ['ties'] })).toBe('suppression');
    expect(about({ except: ['ties'] }, topics('suits', 'ties'))).toBe('send');
    expect(about({ except: ['ties'] }, topics('suits'))).toBe('suppression');
  });

  it('counts all history, also from before the journey, and holds no longer than the condition', () => {
    const booked: Suppression = {
      name: 'booked',
      when: {
        kind: 'event',
        label: 'Booking Made',
        aggregate: BOOKINGS,
        count: { atLeast: 1 },
        withinMilliseconds: 7 * DAY,
      },
    };
    const guest = bookedAt(NOW - 2 * DAY);
    const suppressed = (now: number) => refusal({ now, rules: { suppress: [booked] }, guest });
    expect(suppressed(NOW)).toBe('suppression');
    expect(suppressed(NOW + 5 * DAY - 1)).toBe('suppression');
    expect(suppressed(NOW + 5 * DAY)).toBe('send');
  });
});
