import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';
import { DAY } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { booked, HOUR, iso, of, triggered } from '../../../support/an-explained-campaign.ts';

describe('explainCampaign, of triggers', () => {
  it('tells of a segment whether the guest is in it', () => {
    expect(triggered({ kind: 'segment', segment: 'lapsed', on: 'exit' })).toMatchObject({
      kind: 'segment',
      asked: 'on exit: segment lapsed',
      holds: true,
    });
  });

  it('tells of an event which came, what it must be counted among, and how late it may be', () => {
    const counted = { ...booked, since: { kind: 'moment' as const, at: NOW - DAY } };
    const given = { bookings: [NOW - HOUR] };
    expect(triggered({ kind: 'event', of, counted, latenessMilliseconds: 300_000 }, given)).toMatchObject({
      asked: 'event Booking Made, at most 5 minutes late',
      holds: true,
      events: [{ messageId: `b${NOW - HOUR}` }],
      parts: [{ kind: 'event', holds: true }],
    });
    expect(triggered({ kind: 'event', of, latenessMilliseconds: null })).toMatchObject({
      asked: 'event Booking Made, however late',
      holds: false,
      parts: [],
    });
    expect(triggered({ kind: 'event', of })).toMatchObject({ asked: 'event Booking Made' });
  });

  it('tells of every so many-th event how many are missing', () => {
    const program = {
      aggregates: { count: { kind: 'measure', of, measure: 'count', property: null } },
    } as const;
    const every = { times: 3, aggregate: 'count' };
    const missing = (count: number) => {
      const bookings = Array.from({ length: count }, (_, index) => NOW - index - 1);
      return triggered({ kind: 'event', of, every }, { program, bookings });
    };
    expect(missing(0)).toMatchObject({
      asked: 'event Booking Made, every 3 of them',
      every: { times: 3, count: 0, missing: 3 },
    });
    expect(missing(2)).toMatchObject({ every: { count: 2, missing: 1 } });
    expect(missing(3)).toMatchObject({ every: { count: 3, missing: 3 } });
  });

  it.each([
    ['every day at 09:30', { kind: 'day', at: { hour: 9, minute: 30 } }, '2026-03-03T08:30:00.000Z'],
    [
      'every week on Sunday at 12:00',
      { kind: 'week', weekday: 7, at: { hour: 12, minute: 0 } },
      '2026-03-08T11:00:00.000Z',
    ],
    [
      'every month on day 31 at 00:00',
      { kind: 'month', day: 31, at: { hour: 0, minute: 0 } },
      '2026-03-30T22:00:00.000Z',
    ],
    [
      'every year on day 24 of month 12 at 18:00',
      { kind: 'year', month: 12, day: 24, at: { hour: 18, minute: 0 } },
      '2026-12-24T17:00:00.000Z',
    ],
    [`once, at ${iso(NOW + 1)}`, { kind: 'once', at: NOW + 1 }, iso(NOW + 1)],
    [`once, at ${iso(NOW)}`, { kind: 'once', at: NOW }, null],
  ] as const)('tells of a schedule when it comes next: %s', (asked, schedule, next) => {
    expect(triggered({ kind: 'schedule', segment: 'lapsed', schedule })).toEqual({
      kind: 'schedule',
      asked: `${asked}, who is in segment lapsed then`,
      holds: true,
      next,
      parts: [expect.objectContaining({ kind: 'segment', holds: true })],
    });
  });

  it('tells of a date the guest’s own, where it comes next and by which clock', () => {
    const trigger: Trigger = {
      kind: 'date',
      path: ['birthday'],
      isYearly: true,
      before: { months: 1, milliseconds: 2 * DAY },
      at: { hour: 9, minute: 0 },
    };
    const traits = {
      birthday: { value: '1980-06-15', at: NOW, messageId: 'm' },
      timezone: { value: 'America/New_York', at: NOW, messageId: 'm' },
    };
    expect(triggered(trigger, { guest: { traits } })).toEqual({
      kind: 'date',
      asked: 'date birthday, yearly, 1 month and 2 days before, at 09:00',
      holds: true,
      date: '2026-06-15',
      next: '2026-05-13T13:00:00.000Z',
      zone: 'America/New_York',
      parts: [],
    });
    const once = { ...trigger, isYearly: false, before: { months: 0, milliseconds: 0 } };
    expect(triggered(once, { guest: { traits } })).toMatchObject({
      asked: 'date birthday, at 09:00',
      holds: true,
      next: null,
    });
    expect(triggered(trigger)).toMatchObject({ holds: false, date: null, next: null });
  });
});
