import { describe, expect, it } from 'vitest';
import { isUtcMidnight, parseMoment } from '../../../domain/time/moment.ts';

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

describe('isUtcMidnight', () => {
  it.each<[unknown, boolean]>([
    ['1990-05-01T00:00:00.000Z', true],
    [' 1990-05-01T00:00Z ', true],
    ['1990-05-01 00:00:00-00:00', true],
    ['1990-05-01T00:00:00+0000', true],
    [86_400, true],
    ['1777593600', true],
    [86_401, false],
    ['1990-05-01', false],
    ['1990-05-01T00:00:00', false],
    ['1990-05-01T10:00:00Z', false],
    ['1990-05-01T00:00:00.001Z', false],
    ['1990-05-01T02:00:00+02:00', false],
    ['soon', false],
    [null, false],
  ])('of %j: %s', (value, expected) => {
    expect(isUtcMidnight(value)).toBe(expected);
  });
});
