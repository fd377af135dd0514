import { describe, expect, it } from 'vitest';
import {
  describeBefore,
  describeFrequency,
  describeLateness,
  describeQuietHours,
  describeRate,
  describeSchedule,
} from '../../../../domain/campaign/explain/describe-campaign.ts';
import { NOW } from '../../../support/an-event.ts';

const at = { hour: 9, minute: 5 };
const DAY = 24 * 60 * 60 * 1000;

describe('what a campaign says, in words', () => {
  it.each([
    [1, 'Monday'],
    [2, 'Tuesday'],
    [3, 'Wednesday'],
    [4, 'Thursday'],
    [5, 'Friday'],
    [6, 'Saturday'],
    [7, 'Sunday'],
  ] as const)('names weekday %i of a schedule %s', (weekday, name) => {
    expect(describeSchedule({ kind: 'week', weekday, at })).toBe(`every week on ${name} at 09:05`);
  });

  it('tells of other schedules', () => {
    expect(describeSchedule({ kind: 'once', at: NOW })).toBe('once, at 2026-03-02T10:00:00.000Z');
    expect(describeSchedule({ kind: 'day', at })).toBe('every day at 09:05');
    expect(describeSchedule({ kind: 'month', day: 31, at })).toBe('every month on day 31 at 09:05');
    expect(describeSchedule({ kind: 'year', month: 2, day: 1, at })).toBe(
      'every year on day 1 of month 2 at 09:05',
    );
  });

  it.each([
    [0, 0, []],
    [1, 0, ['1 month before']],
    [2, 0, ['2 months before']],
    [0, 3 * DAY, ['3 days before']],
    [1, DAY, ['1 month and 1 day before']],
  ])(
    'tells how long before a date it is, of %i months and %i milliseconds',
    (months, milliseconds, expected) => {
      expect(describeBefore({ months, milliseconds })).toEqual(expected);
    },
  );

  it('tells of frequency, quiet hours, rate, and of lateness that is not as usual', () => {
    expect(describeFrequency({ kind: 'once per', milliseconds: 30 * DAY })).toBe('once per 30 days');
    expect(describeFrequency({ kind: 'once' })).toBe('once');
    expect(describeFrequency({ kind: 'every time' })).toBe('every time');
    expect(describeQuietHours({ from: { hour: 21, minute: 0 }, to: at })).toBe('21:00 to 09:05');
    expect(describeRate({ messages: 1000, perMilliseconds: 60 * 60 * 1000 })).toBe('1000 in 1 hour');
    expect(describeLateness({})).toEqual([]);
    expect(describeLateness({ latenessMilliseconds: 60 * 60 * 1000 })).toEqual([]);
    expect(describeLateness({ latenessMilliseconds: DAY })).toEqual(['at most 1 day late']);
    expect(describeLateness({ latenessMilliseconds: null })).toEqual(['however late']);
  });
});
