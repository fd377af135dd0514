import { describe, expect, it } from 'vitest';
import { parseCalendarDuration, parseDurationMilliseconds } from '../../../domain/time/duration.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('parseDurationMilliseconds', () => {
  it.each([
    ['30 seconds', 30_000],
    ['30 minutes', HOUR / 2],
    ['1 hour', HOUR],
    ['1.5 hours', 1.5 * HOUR],
    ['3 days', 3 * DAY],
    ['3days', 3 * DAY],
    ['2 Weeks', 14 * DAY],
    ['6 months', 180 * DAY],
    ['1 year', 365 * DAY],
    ['P3D', 3 * DAY],
    ['P2W', 14 * DAY],
    ['PT30M', HOUR / 2],
    ['P1M', 30 * DAY],
    ['P1Y2M3DT4H5M6.5S', 365 * DAY + 60 * DAY + 3 * DAY + 4 * HOUR + 5 * 60_000 + 6500],
    ['0 days', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(parseDurationMilliseconds(text)).toBe(milliseconds);
  });

  it.each([
    '',
    'days',
    '3',
    '3 moons',
    '-3 days',
    'P',
    'PT',
    'P3',
    'P1.2.3D',
    '1e400 days',
    `${'9'.repeat(30)} days`,
  ])('refuses %j', (text) => {
    expect(parseDurationMilliseconds(text)).toBeUndefined();
  });
});

describe('parseCalendarDuration', () => {
  it.each([
    ['18 years', { months: 216, milliseconds: 0 }],
    ['6 months', { months: 6, milliseconds: 0 }],
    ['1.5 years', { months: 18, milliseconds: 0 }],
    ['3 days', { months: 0, milliseconds: 3 * DAY }],
    ['P1Y2M3DT4H', { months: 14, milliseconds: 3 * DAY + 4 * HOUR }],
  ])('reads %s', (text, expected) => {
    expect(parseCalendarDuration(text)).toEqual(expected);
  });

  it.each(['0.5 months', 'soon', 'P'])('refuses %j', (text) => {
    expect(parseCalendarDuration(text)).toBeUndefined();
  });
});
