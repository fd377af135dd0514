import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDate } from '../../../domain/campaign/schedule/date-trigger.ts';
import type { DateTrigger } from '../../../domain/campaign/trigger.ts';
import type { JsonValue } from '../../../domain/event/json.ts';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import { keepDates } from '../../../domain/profile/keep-dates.ts';
import { mergeProfiles } from '../../../domain/profile/merge-profiles.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import { momentOfLocalTime } from '../../../domain/time/next-local-time.ts';
import { aCampaign } from '../../support/a-campaign.ts';
import { aProfile } from '../../support/a-profile.ts';
import { aProgram } from '../../support/a-program.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const TOKYO = 'Asia/Tokyo';
const zones = Intl.supportedValuesOf('timeZone');

const nothing = new Set<string>();
const moved = { aggregates: nothing, traits: nothing, consent: nothing, surroundings: true };

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

const activeWith = (...triggers: readonly DateTrigger[]) =>
  activateProgram(aProgram({ campaigns: { cake: aCampaign({ id: 'cake', triggers }) } }));

/** A guest who travels: of each telling, when it was and of which day. */
class Traveller {
  readonly told: (readonly [at: number, date: string])[] = [];
  profile: Profile = aProfile();
  readonly #active;

  constructor(trigger = aDateTrigger()) {
    this.#active = activeWith(trigger);
  }

  born(birthday: JsonValue, zone: string, at: number): this {
    const traits = { birthday: { value: birthday, at, messageId: 'birthday' } };
    return this.#look(at, { ...this.profile, traits }, zone);
  }

  travels(zone: string, at: number): this {
    return this.#pass(at).#look(at, this.profile, zone);
  }

  /** What wake does, until then. */
  waits(until: number): this {
    return this.#pass(until);
  }

  becomesOneWith(other: Traveller, at: number): this {
    this.#pass(at);
    other.#pass(at);
    this.profile = mergeProfiles(this.#active, this.profile, other.profile);
    return this.#look(at);
  }

  #pass(until: number): this {
    for (;;) {
      const due = Math.min(...Object.values(this.profile.nextDates ?? {}));
      if (due > until) return this;
      this.#look(due);
    }
  }

  #look(at: number, before = this.profile, zone?: string): this {
    const timezone = { value: zone ?? '', at, messageId: `${at}` };
    const profile = zone === undefined ? before : { ...before, surroundings: { timezone } };
    const kept = keepDates(this.#active, profile, at, zone === undefined ? 'all' : moved);
    this.profile = kept.profile;
    this.told.push(...kept.reached.map(({ date }) => [at, date] as const));
    return this;
  }
}

const in2026 = (month: number, day: number, hour: number, zone: string) =>
  momentOfLocalTime({ year: 2026, month, day }, { hour, minute: 0 }, zone);

describe('keepDates, of several triggers for one trait', () => {
  const aWeek = { months: 0, milliseconds: 7 * DAY };
  const birthday = { value: '1990-05-10', at: 0, messageId: 'birthday' };

  it('given that they are of one campaign, then each is told by itself, also where both are found at once', () => {
    const active = activateProgram(
      aProgram({
        campaigns: {
          cake: aCampaign({
            id: 'cake',
            triggers: [
              aDateTrigger({ before: aWeek }),
              aDateTrigger(),
              aDateTrigger({ at: { hour: 10, minute: 0 } }),
            ],
          }),
          card: aCampaign({ id: 'card', triggers: [aDateTrigger()] }),
        },
      }),
    );
    const told = (profile: Profile, at: number) => keepDates(active, profile, at, 'all');
    const known = told(aProfile({ traits: { birthday } }), in2026(5, 1, 12, BERLIN));
    const before = told(known.profile, in2026(5, 3, 9, BERLIN));
    expect(before.reached).toMatchObject([{ date: '2026-05-10', campaigns: ['cake'], place: 0 }]);
    const day = told(before.profile, in2026(5, 10, 11, BERLIN));
    expect(day.reached.map(({ campaigns, place }) => [campaigns, place])).toEqual([
      [['cake'], 1],
      [['cake'], 2],
      [['card'], undefined],
    ]);
  });
});

describe('keepDates, of a guest who travels on the day', () => {
  const before = in2026(4, 20, 12, 'UTC');
  const after = in2026(5, 20, 12, 'UTC');

  it('given that the hour was to come and is over where they arrive, then it is told at once, and once', () => {
    const noon = in2026(5, 1, 21, TOKYO);
    const guest = new Traveller().born('1990-05-01', NEW_YORK, before).travels(TOKYO, noon);
    expect(guest.told).toEqual([[noon, '2026-05-01']]);
    expect(guest.profile.nextDates).toEqual({
      'cake.0': momentOfLocalTime({ year: 2027, month: 5, day: 1 }, { hour: 9, minute: 0 }, TOKYO),
    });
    expect(guest.travels(NEW_YORK, noon + HOUR).waits(after).told).toHaveLength(1);
  });

  it('given that it was told, then not again where it is still to come, nor on the way back', () => {
    const told = in2026(5, 1, 9, BERLIN);
    const guest = new Traveller().born('1990-05-01', BERLIN, before).travels(NEW_YORK, told + HOUR);
    guest.travels('Pacific/Honolulu', told + 5 * HOUR).travels(BERLIN, told + 7 * HOUR);
    expect(guest.waits(after).told).toEqual([[told, '2026-05-01']]);
  });

  it('given the date line, then once: the day comes twice, or is left out', () => {
    const [west, east] = ['Pacific/Apia', 'Pacific/Pago_Pago'];
    const told = in2026(5, 1, 9, west);
    const twice = new Traveller().born('1990-05-01', west, before).travels(east, told + HOUR);
    expect(twice.waits(after).told).toEqual([[told, '2026-05-01']]);
    const eve = in2026(4, 30, 10, east);
    const leftOut = new Traveller().born('1990-05-01', east, before).travels(west, eve);
    expect(leftOut.waits(after).told).toEqual([[eve, '2026-05-01']]);
  });

  it('given a year later, then again, wherever they are', () => {
    const guest = new Traveller().born('1990-05-01', BERLIN, before).waits(after);
    guest.travels(TOKYO, after).waits(after + 365 * DAY);
    expect(guest.told.map(([, date]) => date)).toEqual(['2026-05-01', '2027-05-01']);
  });

  it('given that the hour was over as the date became known, then not where it is over too, but where it is to come', () => {
    const known = in2026(5, 1, 15, BERLIN);
    const guest = new Traveller().born('1990-05-01', BERLIN, known).travels('Europe/Athens', known + 60_000);
    expect(guest.told).toEqual([]);
    guest.travels('Pacific/Honolulu', known + HOUR).waits(after);
    expect(guest.told).toEqual([[in2026(5, 1, 9, 'Pacific/Honolulu'), '2026-05-01']]);
  });

  it('given a moment whose day is another one there, then it is told once, of the day that it was', () => {
    const trigger = aDateTrigger({ isYearly: false });
    const told = in2026(4, 30, 9, NEW_YORK);
    const guest = new Traveller(trigger).born('2026-05-01T01:00:00+02:00', NEW_YORK, before);
    expect(guest.travels(BERLIN, told + HOUR).waits(after).told).toEqual([[told, '2026-04-30']]);
  });

  it('given several dates, then each once, also those that come on one day', () => {
    const trigger = aDateTrigger({ isYearly: false, path: ['birthday', 'day'] });
    const stays = [{ day: '2026-05-01' }, { day: '2026-05-02' }, { day: '2026-05-02T12:00:00Z' }];
    const first = in2026(5, 1, 9, BERLIN);
    const guest = new Traveller(trigger).born(stays, BERLIN, before).travels(NEW_YORK, first + HOUR);
    guest.travels(TOKYO, first + 23 * HOUR).travels(NEW_YORK, first + 25 * HOUR);
    expect(guest.waits(after).told).toEqual([
      [first, '2026-05-01'],
      [first + 23 * HOUR, '2026-05-02'],
    ]);
  });

  it('given that who they turn out to be lives where the hour is over, then it is told at once', () => {
    const night = in2026(5, 1, 5, NEW_YORK);
    const device = () => new Traveller().travels(BERLIN, night);
    const expected = [[night, '2026-05-01']];
    expect(device().becomesOneWith(new Traveller().born('1990-05-01', NEW_YORK, before), night).told).toEqual(
      expected,
    );
    const guest = new Traveller().born('1990-05-01', NEW_YORK, before);
    expect(guest.becomesOneWith(device(), night).waits(after).told).toEqual(expected);
  });

  it('given that who they turn out to be lives where it is to come, then what was told is not told again', () => {
    const told = in2026(5, 1, 9, BERLIN);
    const device = () => new Traveller().travels(NEW_YORK, told + HOUR);
    const guest = () => new Traveller().born('1990-05-01', BERLIN, before).waits(told);
    expect(
      guest()
        .becomesOneWith(device(), told + HOUR)
        .waits(after).told,
    ).toHaveLength(1);
    expect(
      device()
        .becomesOneWith(guest(), told + HOUR)
        .waits(after).told,
    ).toEqual([]);
  });

  it('given any journey through all zones, then once, as soon as the hour has come where they are', () => {
    const begin = Date.UTC(2026, 0, 1);
    const moments = fc.integer({ min: -40 * 60, max: 40 * 60 }).map((minutes) => minutes * 60_000);
    const legs = fc.array(fc.tuple(moments, fc.constantFrom(...zones)), { maxLength: 8 });
    const trigger = fc.record({
      kind: fc.constant('date' as const),
      path: fc.constant(['birthday']),
      isYearly: fc.boolean(),
      before: fc.record({
        months: fc.nat({ max: 2 }),
        milliseconds: fc.nat({ max: 80 }).map((h) => h * HOUR),
      }),
      at: fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) }),
    });
    const value = fc
      .tuple(
        fc.nat({ max: 364 }),
        fc.constantFrom('', 'T00:00:00Z', 'T01:30:00Z', 'T12:00:00', 'T23:00:00+02:00'),
      )
      .map(([day, time]) => `${new Date(begin + (day + 100) * DAY).toISOString().slice(0, 10)}${time}`);
    fc.assert(
      fc.property(trigger, value, fc.constantFrom(...zones), legs, (trigger, date, home, legs) => {
        const hourIn = (zone: string) => nextDate(trigger, [date], zone, begin)?.at ?? Number.NaN;
        const middle = hourIn('UTC');
        const way = legs.map(([leg, zone]) => [middle + leg, zone] as const).sort(([a], [b]) => a - b);
        const stays = [[middle - 6 * DAY, home] as const, ...way];
        const [at, zone] = stays.find(
          ([, there], place) => hourIn(there) < (stays[place + 1]?.[0] ?? Number.POSITIVE_INFINITY),
        ) ?? [Number.NaN, ''];
        const guest = new Traveller(trigger).born(date, home, middle - 6 * DAY);
        for (const [leg, there] of way) guest.travels(there, leg);
        expect(guest.waits(middle + 6 * DAY).told.map(([told]) => told)).toEqual([
          Math.max(at, hourIn(zone)),
        ]);
      }),
      { numRuns: 200 },
    );
  });
});
