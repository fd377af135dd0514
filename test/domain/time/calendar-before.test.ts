import { describe, expect, it } from 'vitest';
import { calendarBefore } from '../../../domain/time/calendar-before.ts';

const DAY = 24 * 3_600_000;
const BERLIN = 'Europe/Berlin';

describe('calendarBefore', () => {
  it.each([
    ['nothing', { months: 0, milliseconds: 0 }, '2026-03-30T13:00:00Z', '2026-03-30T13:00:00Z'],
    [
      'hours, as they pass',
      { months: 0, milliseconds: 20 * 3_600_000 },
      '2026-03-29T13:00:00Z',
      '2026-03-28T17:00:00Z',
    ],
    [
      'days, at the same time of day',
      { months: 0, milliseconds: 3 * DAY },
      '2026-03-30T13:00:00Z',
      '2026-03-27T14:00:00Z',
    ],
    [
      'a day and an hour',
      { months: 0, milliseconds: DAY + 3_600_000 },
      '2026-03-29T13:00:00Z',
      '2026-03-28T13:00:00Z',
    ],
    ['months, however long', { months: 1, milliseconds: 0 }, '2026-04-15T13:00:00Z', '2026-03-15T14:00:00Z'],
    [
      'months, to the last day of a shorter one',
      { months: 1, milliseconds: 0 },
      '2026-03-31T13:00:00Z',
      '2026-02-28T14:00:00Z',
    ],
    [
      'a day, into the hour that is left out',
      { months: 0, milliseconds: DAY },
      '2026-03-30T00:30:00Z',
      '2026-03-29T01:00:00Z',
    ],
  ])('goes back by %s', (_what, duration, moment, expected) => {
    expect(new Date(calendarBefore(Date.parse(moment), duration, BERLIN))).toEqual(new Date(expected));
  });
});
