import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../domain/time/moment.ts';

const NOON = Date.UTC(2026, 2, 2, 12);

describe('parseMoment', () => {
  it.each<[unknown, number]>([
    ['2026-03-02T12:00:00Z', NOON],
    ['2026-03-02T12:00:00.250Z', NOON + 250],
    ['2026-03-02T14:00:00+02:00', NOON],
    ['2026-03-02T13:00:00', NOON],
    ['2026-03-02 13:00', NOON],
    ['2026-03-02', NOON - 13 * 3_600_000],
    ['2026-07-02', Date.UTC(2026, 6, 1, 22)],
    ['2026', Date.UTC(2025, 11, 31, 23)],
    [NOON, NOON],
    [NOON / 1000, NOON],
    [String(NOON), NOON],
    [String(NOON / 1000), NOON],
    [-86_400, -86_400_000],
  ])('reads %j, in Berlin where it names no zone', (value, expected) => {
    expect(parseMoment(value, 'Europe/Berlin')).toBe(expected);
  });

  it.each<unknown>([
    '',
    'soon',
    '12:30',
    'T12:30',
    '2026-02-30',
    '2026-02-30T12:00:00Z',
    '2026-13-01',
    true,
    null,
  ])('refuses %j', (value) => {
    expect(parseMoment(value, 'Europe/Berlin')).toBeUndefined();
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])('refuses %d, which is no moment', (value) => {
    expect(parseMoment(value, 'Europe/Berlin')).toBeUndefined();
  });
});
