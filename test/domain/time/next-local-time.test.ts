import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  localClock,
  momentOfClock,
  momentOfLocalTime,
  nextLocalTime,
} from '../../../domain/time/next-local-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONES = Intl.supportedValuesOf('timeZone');
const [FROM, TO] = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];

/** All changes of clocks in 2026: the first moment that has the new offset. */
const CHANGES = ZONES.flatMap((zone) => {
  const clock = IANAZone.create(zone);
  const changes: { zone: string; at: number; by: number }[] = [];
  for (let day = FROM; day < TO; day += DAY) {
    if (clock.offset(day) === clock.offset(day + DAY)) continue;
    let at = day;
    while (clock.offset(at) === clock.offset(day)) at += 15 * MINUTE;
    changes.push({ zone, at, by: (clock.offset(at) - clock.offset(day)) * MINUTE });
  }
  return changes;
});

/** One of those whose clocks show the same at the same moments. */
const DIFFERENT_CHANGES = [
  ...new Map(
    CHANGES.map((change) => [`${clockOf(change.at, change.zone)} ${change.at} ${change.by}`, change]),
  ),
].map(([, change]) => change);

/** The first minute from `from` on at which clocks show that time, or have just jumped over it; told by counting. */
function countMinutes(from: number, minuteOfDay: number, zone: string): number {
  const passed = new Set<number>();
  // What clocks showed before has been that day's; the day before that may be under way still.
  for (let moment = from - 6 * HOUR; ; moment += MINUTE) {
    const before = clockOf(moment - MINUTE, zone);
    const clock = clockOf(moment, zone);
    for (let day = Math.floor(before / 1440); day <= Math.floor(clock / 1440); day += 1) {
      const asked = day * 1440 + minuteOfDay;
      if (asked <= before || asked > clock || passed.has(asked)) continue;
      passed.add(asked);
      if (moment >= from) return moment;
    }
  }
}

function clockOf(moment: number, zone: string): number {
  return Math.floor(localClock(moment, zone) / MINUTE);
}

const TIME = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });

describe('nextLocalTime', () => {
  it('finds both changes of the clock in many zones', () => {
    expect(CHANGES.filter(({ by }) => by > 0).length).toBeGreaterThan(50);
    expect(CHANGES.filter(({ by }) => by < 0).length).toBeGreaterThan(50);
  });

  it.each(ZONES)(
    'in %s, any time of day comes within a day and shows on clocks, but where they jump over it',
    (zone) => {
      fc.assert(
        fc.property(fc.integer({ min: FROM, max: TO }), TIME, (from, time) => {
          const next = nextLocalTime(from, time, zone);
          expect(next).toBeGreaterThanOrEqual(from);
          expect(next - from).toBeLessThanOrEqual(26 * HOUR);
          const shown = localClock(next, zone) % DAY;
          const asked = (time.hour * 60 + time.minute) * MINUTE;
          const hasJumped = localClock(next, zone) - localClock(next - 1, zone) > 1;
          if (!hasJumped) expect(shown).toBe(asked);
          expect(nextLocalTime(next, time, zone)).toBe(next);
        }),
        { numRuns: 20, seed: 6 },
      );
    },
  );

  it('is the one that counting minutes finds, around every change of every clock', () => {
    for (const [place, { zone, at }] of DIFFERENT_CHANGES.entries()) {
      fc.assert(
        fc.property(
          fc.integer({ min: -180, max: 60 }),
          fc.integer({ min: -150, max: 150 }),
          (before, around) => {
            const from = at + before * MINUTE;
            const asked = (((clockOf(at, zone) + around) % 1440) + 1440) % 1440;
            const time = { hour: Math.floor(asked / 60), minute: asked % 60 };
            expect(nextLocalTime(from, time, zone)).toBe(countMinutes(from, asked, zone));
          },
        ),
        { numRuns: 3, seed: place },
      );
    }
  });

  it.each([
    ['goes forward', '2026-03-29T00:00:00Z', 2, 30, '2026-03-29T01:00:00Z'],
    ['goes forward, at the end of the gap', '2026-03-29T00:00:00Z', 3, 0, '2026-03-29T01:00:00Z'],
    ['goes forward, seen from the gap itself', '2026-03-29T01:00:00Z', 2, 30, '2026-03-29T01:00:00Z'],
    ['goes forward, seen from after it', '2026-03-29T01:00:00.001Z', 2, 30, '2026-03-30T00:30:00Z'],
    ['goes back', '2026-10-24T23:00:00Z', 2, 30, '2026-10-25T00:30:00Z'],
    ['goes back, seen from between the two', '2026-10-25T00:45:00Z', 2, 30, '2026-10-26T01:30:00Z'],
    ['goes back, after what is said twice', '2026-10-24T23:00:00Z', 3, 0, '2026-10-25T02:00:00Z'],
  ])('given a clock that %s', (_what, from, hour, minute, expected) => {
    const next = nextLocalTime(Date.parse(from), { hour, minute }, 'Europe/Berlin');
    expect(new Date(next)).toEqual(new Date(expected));
  });

  it('is now where it is so late just now, and tomorrow a millisecond later', () => {
    const nine = Date.parse('2026-07-01T07:00:00Z');
    const at = { hour: 9, minute: 0 };
    expect(nextLocalTime(nine, at, 'Europe/Berlin')).toBe(nine);
    expect(nextLocalTime(nine + 1, at, 'Europe/Berlin')).toBe(nine + DAY);
  });

  it('leaves out a day that a zone left out', () => {
    const evening = Date.parse('2011-12-30T06:00:00Z');
    const next = nextLocalTime(evening, { hour: 9, minute: 0 }, 'Pacific/Apia');
    expect(new Date(next)).toEqual(new Date('2011-12-30T19:00:00Z'));
    expect(localClock(next, 'Pacific/Apia')).toBe(Date.UTC(2011, 11, 31, 9));
  });
});

describe('momentOfLocalTime', () => {
  it('is the moment at which clocks show that day and time', () => {
    const moment = momentOfLocalTime(
      { year: 2026, month: 5, day: 1 },
      { hour: 9, minute: 30 },
      'Europe/Berlin',
    );
    expect(new Date(moment)).toEqual(new Date('2026-05-01T07:30:00Z'));
  });
});

describe('momentOfClock', () => {
  it('undoes what clocks show, but for the second of two equal times', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM, max: TO }), (zone, moment) => {
        const first = momentOfClock(localClock(moment, zone), zone);
        expect(first).toBeLessThanOrEqual(moment);
        expect(localClock(first, zone)).toBe(localClock(moment, zone));
      }),
      { numRuns: 500, seed: 6 },
    );
  });
});
