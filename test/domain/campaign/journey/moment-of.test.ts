import { describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../../../domain/campaign/contacts/contacts.ts';
import type { Came } from '../../../../domain/campaign/contacts/in-line.ts';
import { momentOf } from '../../../../domain/campaign/journey/moment-of.ts';
import type { DateReached, ScheduleReached, SegmentLeft } from '../../../../domain/profile/signal.ts';
import { anEventMatched, aSegmentEntered } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const base = { id: 's', v: 1, profileId: 'p-john', at: NOW + 20 } as const;
const date: DateReached = {
  ...base,
  type: 'Date Reached',
  trait: 'birthday',
  date: '2026-03-02',
  campaigns: ['cake'],
};
const entered = aSegmentEntered();
const left: SegmentLeft = { ...entered, type: 'Segment Left' };
const cameAt = (moment: number, signal: object) => {
  return { ...NO_CONTACTS, came: [{ moment, signal } as Came] };
};

describe('momentOf', () => {
  it('given a schedule, then it is the moment that it names', () => {
    const signal: ScheduleReached = {
      ...base,
      type: 'Schedule Reached',
      campaign: 'news',
      segment: 'lapsed',
      moment: NOW,
    };
    expect(momentOf(signal, NO_CONTACTS)).toBe(NOW);
  });

  it.each([date, entered, left])('given that time brought it, then it is when it did: $type', (signal) => {
    expect(momentOf(signal, cameAt(NOW, signal))).toBe(NOW);
    expect(momentOf(signal, NO_CONTACTS)).toBeUndefined();
  });

  it.each([
    ['another trait', date, { ...date, trait: 'wedding' }],
    ['another day', date, { ...date, date: '2027-03-02' }],
    ['another of several triggers', date, { ...date, place: 1 }],
    ['another stay', entered, { ...entered, stay: 'p-john.2' }],
    ['that it was left', entered, left],
    ['that it was entered', left, entered],
    ['a segment', date, entered],
  ])('given that time brought %s, then nothing is known', (_what, signal, other) => {
    expect(momentOf(signal, cameAt(NOW, other))).toBeUndefined();
  });

  it('given an event, then nothing is known', () => {
    expect(momentOf(anEventMatched(), cameAt(NOW, date))).toBeUndefined();
  });
});
