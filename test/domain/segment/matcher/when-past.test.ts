import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { whenPast } from '../../../../domain/segment/matcher/when-past.ts';
import { whenPassed } from '../../../support/oracle/values.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string) => DateTime.fromISO(text, { zone: BERLIN }).toMillis();
const turn = (moment: string, agoMonths: number) =>
  DateTime.fromMillis(whenPast(at(moment), { agoMilliseconds: 0, agoMonths }, BERLIN), {
    zone: BERLIN,
  }).toISO({ includeOffset: false });

describe('whenPast', () => {
  it.each([
    ['2008-03-02', 216, '2026-03-02T00:00:00.001'],
    ['2008-02-29', 216, '2026-03-01T00:00:00.000'],
    ['2008-02-29T18:00:00', 216, '2026-03-01T00:00:00.000'],
    ['2025-08-31', 6, '2026-03-01T00:00:00.000'],
    ['2025-08-28', 6, '2026-02-28T00:00:00.001'],
    ['2026-02-28', 1, '2026-03-28T00:00:00.001'],
    // The last day of a month goes back to no later moment than the day before it.
    ['2026-02-28T23:59:59.999', 1, '2026-04-01T00:00:00.000'],
    ['2026-03-31', 1, '2026-05-01T00:00:00.000'],
    ['2025-12-31T23:59:59.999', 1, '2026-02-01T00:00:00.000'],
    // 02:30 is left out on 29 March 2026, and so goes back to 03:30 of a month later.
    ['2026-03-29T03:10:00', 1, '2026-04-29T02:10:00.001'],
    ['2026-02-28T02:30:00', 1, '2026-03-28T02:30:00.001'],
  ])('given %s and %i months, then it is past at %s', (moment, months, expected) => {
    expect(turn(moment, months)).toBe(expected);
  });

  it('without months counts milliseconds', () => {
    expect(whenPast(1_000, { agoMilliseconds: 300 }, BERLIN)).toBe(1_301);
  });

  it('never comes where no calendar reaches', () => {
    expect(whenPast(8.64e15, { agoMilliseconds: 0, agoMonths: 1 }, 'UTC')).toBe(Number.POSITIVE_INFINITY);
  });

  it('is the first of all moments that go back past it, also where clocks change', () => {
    const days = fc.integer({ min: at('1999-01-01'), max: at('2027-01-01') });
    const changes = fc
      .tuple(fc.constantFrom(at('2008-03-30'), at('2026-03-29'), at('2025-10-26')), fc.nat(86_400_000))
      .map(([day, after]) => day + after);
    const months = fc.constantFrom(1, 5, 6, 7, 12, 216);
    fc.assert(
      fc.property(fc.oneof(days, changes), months, fc.constantFrom(0, 3), (moment, agoMonths, weeks) => {
        const rest = weeks * 7 * 86_400_000;
        const duration = `P${agoMonths}M${weeks === 0 ? '' : `${weeks}W`}`;
        expect(whenPast(moment, { agoMilliseconds: rest, agoMonths }, BERLIN)).toBe(
          whenPassed(moment, duration, BERLIN),
        );
      }),
      { numRuns: 2000 },
    );
  });
});
