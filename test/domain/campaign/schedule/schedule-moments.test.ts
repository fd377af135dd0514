import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  nextScheduleMoment,
  scheduleMoments,
} from '../../../../domain/campaign/schedule/schedule-moments.ts';
import type { Schedule } from '../../../../domain/campaign/trigger.ts';
import { nextLocalTime } from '../../../../domain/time/next-local-time.ts';

const DAY = 86_400_000;
const zones = Intl.supportedValuesOf('timeZone');
const at = (text: string, zone = 'Europe/Berlin') => DateTime.fromISO(text, { zone }).toMillis();
const told = (moment: number | undefined, zone = 'Europe/Berlin') =>
  moment === undefined
    ? undefined
    : DateTime.fromMillis(moment, { zone }).toISO({ suppressMilliseconds: true });

const clockTime = fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) });
const schedules: fc.Arbitrary<Exclude<Schedule, { kind: 'once' }>> = fc.oneof(
  clockTime.map((time) => ({ kind: 'day', at: time }) as const),
  fc.record({
    kind: fc.constant('week' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    at: clockTime,
  }),
  fc.record({ kind: fc.constant('month' as const), day: fc.integer({ min: 1, max: 31 }), at: clockTime }),
  fc.record({
    kind: fc.constant('year' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    at: clockTime,
  }),
);
const moments = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2035, 0) });
const LONGEST = { day: 3 * DAY, week: 9 * DAY, month: 33 * DAY, year: 368 * DAY };

/** The period that a moment's day is in, as its name. */
function periodOf(kind: keyof typeof LONGEST, moment: number, zone: string): string {
  const local = DateTime.fromMillis(moment, { zone });
  const formats = { day: 'yyyy-MM-dd', week: "kkkk-'W'WW", month: 'yyyy-MM', year: 'yyyy' };
  return local.toFormat(formats[kind]);
}

describe('the moments of a schedule, in any zone', () => {
  it('are strictly ascending, one to a period, and none is left out', () => {
    fc.assert(
      fc.property(schedules, moments, fc.constantFrom(...zones), (schedule, after, zone) => {
        const first = nextScheduleMoment(schedule, after, zone) ?? Number.NaN;
        const second = nextScheduleMoment(schedule, first, zone) ?? Number.NaN;
        expect(first).toBeGreaterThan(after);
        expect(second).toBeGreaterThan(first);
        expect(second - first).toBeLessThanOrEqual(LONGEST[schedule.kind]);
        expect(first - after).toBeLessThanOrEqual(LONGEST[schedule.kind]);
        expect(periodOf(schedule.kind, second, zone)).not.toBe(periodOf(schedule.kind, first, zone));
        // Asked a moment before, the answer is the same.
        expect(nextScheduleMoment(schedule, first - 1, zone)).toBe(first);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are at the time of day that is asked for, unless the clock leaves it out', () => {
    fc.assert(
      fc.property(schedules, moments, fc.constantFrom(...zones), (schedule, after, zone) => {
        const moment = nextScheduleMoment(schedule, after, zone) ?? Number.NaN;
        const shown = DateTime.fromMillis(moment, { zone });
        if (shown.hour === schedule.at.hour && shown.minute === schedule.at.minute) return;
        // Then a gap ends here: a millisecond before, the offset was another.
        expect(DateTime.fromMillis(moment - 1, { zone }).offset).toBeLessThan(shown.offset);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('nextScheduleMoment', () => {
  const ten = { hour: 10, minute: 0 };

  it('given every day, keeps the hour over both changes of the clock', () => {
    const daily: Schedule = { kind: 'day', at: ten };
    const inSpring = scheduleMoments(
      daily,
      { after: at('2026-03-27T12:00'), upTo: at('2026-03-30T12:00') },
      'Europe/Berlin',
    );
    expect(inSpring.map((moment) => told(moment))).toEqual([
      '2026-03-28T10:00:00+01:00',
      '2026-03-29T10:00:00+02:00',
      '2026-03-30T10:00:00+02:00',
    ]);
  });

  it('given a time that the clock leaves out or says twice, then the end of the gap, and the first of the two', () => {
    const daily: Schedule = { kind: 'day', at: { hour: 2, minute: 30 } };
    const next = (after: string) => told(nextScheduleMoment(daily, at(after), 'Europe/Berlin'));
    expect(next('2026-03-28T12:00')).toBe('2026-03-29T03:00:00+02:00');
    expect(next('2026-10-24T12:00')).toBe('2026-10-25T02:30:00+02:00');
    expect(next('2026-10-25T02:30:00+02:00')).toBe('2026-10-26T02:30:00+01:00');
  });

  it('given a weekday, then that one', () => {
    const mondays: Schedule = { kind: 'week', weekday: 1, at: ten };
    const sundays: Schedule = { kind: 'week', weekday: 7, at: ten };
    expect(told(nextScheduleMoment(mondays, at('2026-03-02T10:00'), 'Europe/Berlin'))).toBe(
      '2026-03-09T10:00:00+01:00',
    );
    expect(told(nextScheduleMoment(sundays, at('2026-03-02T10:00'), 'Europe/Berlin'))).toBe(
      '2026-03-08T10:00:00+01:00',
    );
  });

  it('given a day that a month lacks, then its last', () => {
    const monthly: Schedule = { kind: 'month', day: 31, at: ten };
    const found = scheduleMoments(
      monthly,
      { after: at('2027-12-31T10:00'), upTo: at('2028-04-30T10:00') },
      'UTC',
    );
    expect(found.map((moment) => told(moment, 'UTC'))).toEqual([
      '2027-12-31T10:00:00Z',
      '2028-01-31T10:00:00Z',
      '2028-02-29T10:00:00Z',
      '2028-03-31T10:00:00Z',
    ]);
  });

  it('given 29 February every year, then the 28th where there is none', () => {
    const yearly: Schedule = { kind: 'year', month: 2, day: 29, at: ten };
    const found = scheduleMoments(yearly, { after: at('2026-01-01'), upTo: at('2029-01-01') }, 'UTC');
    expect(found.map((moment) => told(moment, 'UTC'))).toEqual([
      '2026-02-28T10:00:00Z',
      '2027-02-28T10:00:00Z',
      '2028-02-29T10:00:00Z',
    ]);
  });

  it('given one moment, then that, and none after it', () => {
    const once: Schedule = { kind: 'once', at: 5_000 };
    expect(nextScheduleMoment(once, 4_999, 'UTC')).toBe(5_000);
    expect(nextScheduleMoment(once, 5_000, 'UTC')).toBeUndefined();
    expect(scheduleMoments(once, { after: 0, upTo: 5_000 }, 'UTC')).toEqual([5_000]);
  });

  it('given a day that a zone left out, then the next day has only its own', () => {
    const midnight: Schedule = { kind: 'day', at: { hour: 0, minute: 0 } };
    const zone = 'Pacific/Apia';
    const after = at('2011-12-29T12:00', zone);
    const next = nextScheduleMoment(midnight, after, zone) ?? Number.NaN;
    expect(told(next, zone)).toBe('2011-12-31T00:00:00+14:00');
    expect(told(nextScheduleMoment(midnight, next, zone), zone)).toBe('2012-01-01T00:00:00+14:00');
    expect(nextLocalTime(after, { hour: 0, minute: 0 }, zone)).toBe(next);
  });
});
