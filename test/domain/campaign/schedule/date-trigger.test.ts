import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { datesBetween, isDate, nextDate } from '../../../../domain/campaign/schedule/date-trigger.ts';
import type { DateTrigger } from '../../../../domain/campaign/trigger.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const BERLIN = 'Europe/Berlin';
const zones = Intl.supportedValuesOf('timeZone');
const at = (text: string, zone = BERLIN) => DateTime.fromISO(text, { zone }).toMillis();

function aDateTrigger(overrides: Partial<DateTrigger> = {}): DateTrigger {
  return {
    kind: 'date',
    path: ['birthday'],
    isYearly: true,
    before: { months: 0, milliseconds: 0 },
    at: { hour: 9, minute: 0 },
    ...overrides,
  };
}

/** When it is told next, as clocks there show it, and of which day. */
function next(trigger: DateTrigger, value: string | number, after: string, zone = BERLIN) {
  const found = nextDate(trigger, [value], zone, at(after, zone));
  if (found === undefined) return undefined;
  return [DateTime.fromMillis(found.at, { zone }).toISO({ suppressMilliseconds: true }), found.date];
}

describe('nextDate', () => {
  it('given a birthday, then on that day of every year, at the hour, where the guest is', () => {
    const birthday = aDateTrigger();
    expect(next(birthday, '1990-05-01', '2026-03-02')).toEqual(['2026-05-01T09:00:00+02:00', '2026-05-01']);
    expect(next(birthday, '1990-05-01', '2026-05-01T08:59:59')?.[1]).toBe('2026-05-01');
    expect(next(birthday, '1990-05-01', '2026-05-01T09:00')?.[1]).toBe('2027-05-01');
    expect(next(birthday, '1990-05-01', '2026-03-02', 'America/New_York')).toEqual([
      '2026-05-01T09:00:00-04:00',
      '2026-05-01',
    ]);
  });

  it('given several dates, then the one that comes first, in whatever order they are, and none that is no date', () => {
    const dates = ['2020-08-01', 'soon', '2020-05-01', '2020-06-01', null];
    const dayOf = (values: readonly (string | null)[]) =>
      nextDate(aDateTrigger(), values, BERLIN, at('2026-05-15'))?.date;
    expect(dayOf(dates)).toBe('2026-06-01');
    expect(dayOf(dates.toReversed())).toBe('2026-06-01');
    expect(dayOf(['soon', null])).toBeUndefined();
  });

  it('given a time of more than a year before, then it is told of a year to come', () => {
    const early = aDateTrigger({ before: { months: 14, milliseconds: 0 } });
    expect(next(early, '1990-05-01', '2026-03-02')).toEqual(['2027-03-01T09:00:00+01:00', '2028-05-01']);
  });

  it.each([
    '1990-05-01T00:00:00.000Z',
    '1990-05-01T00:00Z',
    '1990-05-01 00:00:00+00:00',
    Date.parse('1990-05-01T00:00:00Z'),
    `${Date.parse('1990-05-01T00:00:00Z') / 1000}`,
  ])('given midnight UTC, then it is that day in every zone: %s', (value) => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), (zone) => {
        expect(next(aDateTrigger(), value, '2026-03-02', zone)?.[1]).toBe('2026-05-01');
      }),
      { numRuns: 30 },
    );
  });

  it('given another moment, then it is the day that it is where the guest is', () => {
    const dayOf = (value: string) => next(aDateTrigger(), value, '2026-03-02', 'America/New_York')?.[1];
    expect(dayOf('1990-05-01T00:00:01Z')).toBe('2026-04-30');
    expect(dayOf('1990-05-01T02:00:00+02:00')).toBe('2026-04-30');
    expect(dayOf('1990-05-01T20:00:00')).toBe('2026-05-01');
  });

  it('given a day of the future, then not in the years before it', () => {
    expect(next(aDateTrigger(), '2030-05-01', '2026-03-02')?.[1]).toBe('2030-05-01');
  });

  it('given 29 February, then the 28th in years that have none', () => {
    const toldIn = (year: number) => next(aDateTrigger(), '2000-02-29', `${year}-01-01`)?.[0];
    expect([2026, 2027, 2028].map(toldIn)).toEqual([
      '2026-02-28T09:00:00+01:00',
      '2027-02-28T09:00:00+01:00',
      '2028-02-29T09:00:00+01:00',
    ]);
  });

  it('given a date that is told once, then never after it', () => {
    const checkIn = aDateTrigger({ isYearly: false });
    expect(next(checkIn, '2026-05-01', '2026-03-02')?.[1]).toBe('2026-05-01');
    expect(next(checkIn, '2026-05-01', '2026-05-01T09:00')).toBeUndefined();
  });

  it('given a while before, then by the calendar: the hour stays, also over a change of the clock and a year', () => {
    const aWeek = aDateTrigger({ before: { months: 0, milliseconds: 7 * DAY } });
    expect(next(aWeek, '1990-04-02', '2026-03-02')).toEqual(['2026-03-26T09:00:00+01:00', '2026-04-02']);
    expect(next(aWeek, '1990-01-03', '2026-12-01')).toEqual(['2026-12-27T09:00:00+01:00', '2027-01-03']);
    const aMonth = aDateTrigger({ before: { months: 1, milliseconds: 0 } });
    expect(next(aMonth, '1990-03-31', '2026-01-01')).toEqual(['2026-02-28T09:00:00+01:00', '2026-03-31']);
    const hours = aDateTrigger({ before: { months: 0, milliseconds: DAY + 2 * HOUR } });
    expect(next(hours, '1990-05-01', '2026-03-02')).toEqual(['2026-04-30T07:00:00+02:00', '2026-05-01']);
    const years = aDateTrigger({ before: { months: 30, milliseconds: 0 } });
    expect(next(years, '1990-05-01', '2026-03-02')).toEqual(['2026-11-01T09:00:00+01:00', '2029-05-01']);
  });

  it('given a moment, then its day where the guest is', () => {
    const checkIn = aDateTrigger({ isYearly: false });
    const moment = at('2026-05-01T01:59');
    expect(next(checkIn, moment, '2026-03-02')?.[1]).toBe('2026-05-01');
    expect(next(checkIn, moment, '2026-03-02', 'America/New_York')?.[1]).toBe('2026-04-30');
  });

  it('given several dates, then the one that comes next, and what is no date does not count', () => {
    const found = nextDate(
      aDateTrigger(),
      ['soon', '2015-12-24', null, '2018-06-01'],
      BERLIN,
      at('2026-03-02'),
    );
    expect(found?.date).toBe('2026-06-01');
    expect(nextDate(aDateTrigger(), ['soon', true, {}], BERLIN, 0)).toBeUndefined();
    expect(nextDate(aDateTrigger(), [], BERLIN, 0)).toBeUndefined();
  });

  it('given a time that the clock leaves out or says twice, then the end of the gap, or the first of the two', () => {
    const atNight = aDateTrigger({ at: { hour: 2, minute: 30 } });
    expect(next(atNight, '1990-03-29', '2026-03-02')?.[0]).toBe('2026-03-29T03:00:00+02:00');
    expect(next(atNight, '1990-10-25', '2026-03-02')?.[0]).toBe('2026-10-25T02:30:00+02:00');
  });

  it('given any day, zone and time, then it is told once each year, at that time of day or where a gap ends', () => {
    const days = fc.date({
      min: new Date('1930-01-01'),
      max: new Date('2020-12-31'),
      noInvalidDate: true,
    });
    const clock = fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) });
    const moments = fc.integer({ min: Date.UTC(2021, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(days, clock, fc.constantFrom(...zones), moments, (day, time, zone, after) => {
        const date = day.toISOString().slice(0, 10);
        const trigger = aDateTrigger({ at: time });
        const first = nextDate(trigger, [date], zone, after);
        const second = nextDate(trigger, [date], zone, first?.at ?? 0);
        expect(first?.at).toBeGreaterThan(after);
        expect(Number(second?.date.slice(0, 4))).toBe(Number(first?.date.slice(0, 4)) + 1);
        expect(first?.date.slice(5)).toBe(
          date.endsWith('02-29') && !DateTime.fromISO(first?.date ?? '').isInLeapYear
            ? '02-28'
            : date.slice(5),
        );
        expect(nextDate(trigger, [date], zone, (first?.at ?? 0) - 1)).toEqual(first);
        const shown = DateTime.fromMillis(first?.at ?? 0, { zone });
        const isGap = DateTime.fromMillis((first?.at ?? 0) - 1, { zone }).offset < shown.offset;
        expect(isGap || (shown.hour === time.hour && shown.minute === time.minute)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('nextDate, of what was told', () => {
  it('given a name that was told, then the year after; of another value it is no matter', () => {
    const told = (name: string) => name === '2026-05-01T00:00:00.000Z';
    const found = (...values: string[]) =>
      nextDate(aDateTrigger(), values, 'America/New_York', at('2026-05-01T12:00'), told);
    expect(found('1990-05-01')).toMatchObject({ date: '2027-05-01', name: '2027-05-01T00:00:00.000Z' });
    expect(found('1990-05-01', '1990-05-01T08:00')?.date).toBe('2026-05-01');
  });

  it('given one that is told once, then never', () => {
    expect(
      nextDate(aDateTrigger({ isYearly: false }), ['2026-05-01'], BERLIN, 0, () => true),
    ).toBeUndefined();
  });

  it('given a moment that is another day in each zone, then its name is the same in all', () => {
    const nameIn = (zone: string) =>
      nextDate(aDateTrigger(), ['1990-05-01T01:00:00+02:00'], zone, at('2026-03-02'))?.name;
    expect(new Set(zones.map(nameIn))).toEqual(new Set(['2026-04-30T23:00:00.000Z']));
    const atNewYear = nextDate(aDateTrigger(), ['1990-12-31T23:30:00Z'], BERLIN, at('2026-12-31'));
    expect(atNewYear).toMatchObject({ date: '2027-01-01', name: '2026-12-31T23:30:00.000Z' });
  });
});

describe('datesBetween', () => {
  it('given a while, then what is later than its beginning and not later than its end, of all values', () => {
    const values = ['2026-05-01', '2026-05-02', '2026-05-03', 'soon'];
    const between = (after: string, until: string) =>
      datesBetween(aDateTrigger({ isYearly: false }), values, BERLIN, {
        after: at(after),
        until: at(until),
      }).map(({ date }) => date);
    expect(between('2026-05-01T09:00', '2026-05-03T09:00')).toEqual(['2026-05-02', '2026-05-03']);
    expect(between('2026-05-01T08:59', '2026-05-03T08:59')).toEqual(['2026-05-01', '2026-05-02']);
  });
});

describe('isDate', () => {
  it.each([
    ['1990-05-01', true],
    [641_520_000_000, true],
    ['soon', false],
    [true, false],
    [null, false],
  ])('given %j, then %s', (value, expected) => {
    expect(isDate(value, BERLIN)).toBe(expected);
  });
});
