import { describe, expect, it } from 'vitest';
import { endOfDaily, isWithinDaily } from '../../../domain/time/daily-span.ts';

const BERLIN = 'Europe/Berlin';
const at = (hour: number, minute = 0) => ({ hour, minute });
const night = { from: at(21), to: at(9, 30) };
const utc = (text: string) => Date.parse(`${text}Z`);

describe('isWithinDaily', () => {
  it.each([
    ['19:59:59.999', false],
    ['20:00:00', true],
    ['23:30:00', true],
    ['08:29:59.999', true],
    ['08:30:00', false],
  ])('given a span over midnight, at %s UTC, an hour earlier there', (time, expected) => {
    expect(isWithinDaily(night, utc(`2026-01-10T${time}`), BERLIN)).toBe(expected);
  });

  it('given a span within a day, or none at all', () => {
    const noon = utc('2026-01-10T11:00:00');
    expect(isWithinDaily({ from: at(12), to: at(12, 1) }, noon, BERLIN)).toBe(true);
    expect(isWithinDaily({ from: at(12, 1), to: at(13) }, noon, BERLIN)).toBe(false);
    expect(isWithinDaily({ from: at(12), to: at(12) }, noon, BERLIN)).toBe(false);
  });

  it('given a moment before 1970, then clocks are read all the same', () => {
    expect(isWithinDaily(night, utc('1969-12-31T22:00:00'), 'UTC')).toBe(true);
    expect(isWithinDaily(night, utc('1969-12-31T12:00:00'), 'UTC')).toBe(false);
  });
});

describe('endOfDaily', () => {
  it.each([
    ['an ordinary night', '2026-01-10T22:00:00', night, '2026-01-11T08:30:00'],
    ['a night that loses an hour', '2026-03-28T22:00:00', night, '2026-03-29T07:30:00'],
    ['a night that gains one', '2026-10-24T22:00:00', night, '2026-10-25T08:30:00'],
    ['an end that is left out', '2026-03-28T22:00:00', { ...night, to: at(2, 30) }, '2026-03-29T01:00:00'],
    ['an end that comes twice', '2026-10-24T22:00:00', { ...night, to: at(2, 30) }, '2026-10-25T00:30:00'],
    ['the second of the two', '2026-10-25T01:10:00', { ...night, to: at(2, 30) }, '2026-10-25T01:30:00'],
    [
      'an end at which the clock is put back',
      '2026-10-24T22:00:00',
      { ...night, to: at(3) },
      '2026-10-25T02:00:00',
    ],
    [
      'a span that ends as it begins',
      '2026-01-10T10:00:00',
      { from: at(12), to: at(12) },
      '2026-01-10T10:00:00',
    ],
  ])('given %s', (_what, moment, span, expected) => {
    expect(new Date(endOfDaily(span, utc(moment), BERLIN)).toISOString()).toBe(`${expected}.000Z`);
  });
});
