import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../../domain/event/parse-timestamp.ts';
import { parseMoment } from '../../../domain/time/moment.ts';
import { NOW } from '../../support/an-event.ts';

describe('a timestamp', () => {
  it.each([
    ['2026-03-02T10:00:00.000Z', NOW],
    ['2026-03-02T10:00:00Z', NOW],
    ['2026-03-02T10:00:00.123456Z', NOW + 123],
    ['2026-03-02T11:00:00+01:00', NOW],
    ['2026-03-02T11:00:00+0100', NOW],
    ['2026-03-02T11:00+01', NOW],
    ['2026-03-02 10:00:00', NOW],
    ['2026-03-02', NOW - 10 * 3_600_000],
    [NOW, NOW],
    [NOW / 1000, NOW],
    [String(NOW), NOW],
  ])('%j is read', (value, moment) => {
    expect(parseTimestamp(value)).toBe(moment);
  });

  it.each([
    '',
    'now',
    '10:00',
    '2026-02-30',
    '2026-03-02T25:00:00Z',
    'Mon, 2 Mar 2026',
    1e300,
    Number.NaN,
    true,
    {},
    null,
  ])('%j is none', (value) => {
    expect(parseTimestamp(value)).toBeUndefined();
  });

  it('is what conditions read it as', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
        expect(parseMoment(date.toISOString(), 'utc')).toBe(date.getTime());
      }),
    );
  });
});
