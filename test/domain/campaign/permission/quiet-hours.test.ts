import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { decidePermission } from '../../../../domain/campaign/permission/decide-permission.ts';
import { areAbout, releaseAfterQuiet } from '../../../../domain/campaign/permission/quiet-hours.ts';
import type { QuietHours } from '../../../../domain/campaign/permission-rules.ts';
import type { SendStep } from '../../../../domain/campaign/step.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';
import { aCampaign, aContactableGuest, anActiveProgram } from '../../../support/a-campaign.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { decide, EMAIL } from '../../../support/a-permission.ts';
import { NOW } from '../../../support/an-event.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BERLIN = 'Europe/Berlin';

/** `21:00-09:00` */
function quiet(text: string): QuietHours {
  const [from, to] = text.split('-').map((time) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return { hour, minute };
  });
  return { from: from as never, to: to as never, channels: ['sms', 'push'] };
}

const NIGHT = quiet('21:00-09:00');
const at = (text: string, zone = BERLIN) => DateTime.fromISO(text, { zone }).toMillis();
const placed = (isThere: (share: number) => boolean) =>
  Array.from({ length: 5000 }, (_, index) => `${index}`).find((seed) =>
    isThere(stableShare(seed, 'quiet hours')),
  ) ?? '';
const SOMEWHERE = 'seed';
/** Guests whose places in the spread are its very beginning and its very end. */
const FIRST = placed((share) => share < 0.001);
const LAST = placed((share) => share > 0.999);

describe('releaseAfterQuiet', () => {
  it.each([
    ['before they begin', '2026-06-01T20:59:59.999', undefined],
    ['as they begin', '2026-06-01T21:00', '2026-06-02T09:00'],
    ['before midnight', '2026-06-01T23:30', '2026-06-02T09:00'],
    ['after midnight', '2026-06-02T03:00', '2026-06-02T09:00'],
    ['in their last moment', '2026-06-02T08:59:59.999', '2026-06-02T09:00'],
    ['at their end', '2026-06-02T09:00', undefined],
  ])('given a night over midnight, %s', (_when, now, expected) => {
    const released = releaseAfterQuiet(NIGHT, FIRST, at(now), BERLIN);
    expect(released).toBe(expected === undefined ? undefined : at(expected));
  });

  it('knows quiet hours within one day, and holds nothing where they end as they begin', () => {
    const lunch = quiet('12:00-14:30');
    expect(releaseAfterQuiet(lunch, FIRST, at('2026-06-01T13:00'), BERLIN)).toBe(at('2026-06-01T14:30'));
    expect(releaseAfterQuiet(lunch, FIRST, at('2026-06-01T11:59'), BERLIN)).toBeUndefined();
    expect(releaseAfterQuiet(lunch, FIRST, at('2026-06-01T14:30'), BERLIN)).toBeUndefined();
    expect(releaseAfterQuiet(quiet('12:00-12:00'), FIRST, at('2026-06-01T12:00'), BERLIN)).toBeUndefined();
  });

  it('spreads guests over five minutes, by the second, and says the same whenever it is asked', () => {
    const end = at('2026-06-02T09:00');
    const asked = (now: string, seed: string) => (releaseAfterQuiet(NIGHT, seed, at(now), BERLIN) ?? 0) - end;
    const places = Array.from({ length: 3000 }, (_, index) => asked('2026-06-01T23:00', `${index}`));
    expect(places.every((place) => place >= 0 && place < 5 * MINUTE && place % 1000 === 0)).toBe(true);
    expect(new Set(places).size).toBe(300);
    expect(asked('2026-06-02T08:00', '7')).toBe(places[7]);
  });

  it('ends them at the moment at which the clock is put forward past their end', () => {
    const early = quiet('21:00-02:30');
    expect(releaseAfterQuiet(early, FIRST, at('2026-03-29T01:00'), BERLIN)).toBe(at('2026-03-29T03:00'));
  });

  it('holds again what is asked in the hour that comes twice, and never releases into it', () => {
    const early = quiet('21:00-02:58');
    const first = at('2026-10-25T02:58:00+02:00');
    expect(releaseAfterQuiet(early, FIRST, at('2026-10-25T01:00'), BERLIN)).toBe(first);
    // Only two minutes are left until the clock shows two once more.
    expect(releaseAfterQuiet(early, LAST, at('2026-10-25T01:00'), BERLIN)).toBeLessThan(first + 2 * MINUTE);
    expect(releaseAfterQuiet(early, FIRST, at('2026-10-25T02:10:00+01:00'), BERLIN)).toBe(
      at('2026-10-25T02:58:00+01:00'),
    );
  });

  it('goes on to the second end where the clock is put back at the first', () => {
    const now = at('2026-10-25T01:00');
    expect(releaseAfterQuiet(quiet('21:00-03:00'), FIRST, now, BERLIN)).toBe(at('2026-10-25T03:00:00+01:00'));
  });

  it('shortens the spread where they begin again within it', () => {
    const always = quiet('09:01-09:00');
    const released = releaseAfterQuiet(always, LAST, at('2026-06-01T23:00'), BERLIN);
    expect(released).toBe(at('2026-06-02T09:00:59'));
  });
});

describe('areAbout', () => {
  it('is so on the channels that they name', () => {
    expect([areAbout(NIGHT, 'sms'), areAbout(NIGHT, 'email'), areAbout(undefined, 'sms')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('quiet hours in every zone, at both changes of its clock', () => {
  /** A moment shortly before the clock is changed; where it never is, one in summer. */
  const moments = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
    const clock = IANAZone.create(zone);
    const days = Array.from({ length: 365 }, (_, day) => Date.UTC(2026, 0, 1) + day * DAY);
    const changed = days.filter((day) => clock.offset(day) !== clock.offset(day + DAY));
    return (changed.length === 0 ? [Date.UTC(2026, 6, 1)] : changed).map((moment) => ({ zone, moment }));
  });
  const minuteOf = (moment: number, zone: string) => {
    const { hour, minute } = DateTime.fromMillis(moment, { zone });
    return hour * 60 + minute;
  };
  const isQuiet = ({ from, to }: QuietHours, moment: number, zone: string) => {
    const [minute, first, last] = [
      minuteOf(moment, zone),
      from.hour * 60 + from.minute,
      to.hour * 60 + to.minute,
    ];
    if (first === last) return false;
    return first < last ? minute >= first && minute < last : minute >= first || minute < last;
  };

  /** Says in what a release is not as it must be. */
  function wrongWith(hours: QuietHours, now: number, zone: string): string | undefined {
    const released = releaseAfterQuiet(hours, SOMEWHERE, now, zone);
    if (!isQuiet(hours, now, zone)) return released === undefined ? undefined : 'held outside quiet hours';
    if (released === undefined) return 'not held';
    if (isQuiet(hours, released, zone)) return 'released within quiet hours';
    if (released <= now || released > now + DAY + 5 * MINUTE) return 'held too long';
    // Back from the release, minute by minute, to the end of the quiet hours.
    let end = released - (released % MINUTE);
    while (!isQuiet(hours, end - 1, zone)) end -= MINUTE;
    if (released - end >= 5 * MINUTE) return 'released later than the spread';
    const quarters = Array.from({ length: Math.ceil((end - now) / (15 * MINUTE)) }, (_, quarter) => quarter);
    const areQuiet = quarters.every((quarter) => isQuiet(hours, now + quarter * 15 * MINUTE, zone));
    return areQuiet ? undefined : 'held over an earlier end';
  }

  it('covers every zone, and both changes in many', () => {
    expect(new Set(moments.map(({ zone }) => zone)).size).toBeGreaterThan(400);
    expect(moments.length).toBeGreaterThan(500);
  });

  it.each(['21:00-09:00', '22:00-02:00', '23:30-00:45', '13:00-03:00'])('%s', (text) => {
    const wrong = moments.flatMap(({ zone, moment }) =>
      [0, 5, 11, 19].flatMap((hours) => {
        const found = wrongWith(quiet(text), moment + hours * HOUR + 7 * MINUTE + 1, zone);
        return found === undefined ? [] : [`${zone} ${new Date(moment).toISOString()} +${hours}: ${found}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('of any kind, up to 21 hours long', () => {
    const time = fc.record({ hour: fc.nat({ max: 23 }), minute: fc.nat({ max: 59 }) });
    const hours = fc
      .record({ from: time, minutes: fc.integer({ min: 1, max: 21 * 60 }) })
      .map(({ from, minutes }): QuietHours => {
        const end = (from.hour * 60 + from.minute + minutes) % (24 * 60);
        return { from, to: { hour: Math.floor(end / 60), minute: end % 60 }, channels: ['sms'] };
      });
    const now = fc.integer({ min: -DAY, max: 2 * DAY });
    fc.assert(
      fc.property(hours, fc.constantFrom(...moments), now, (hours, { zone, moment }, after) => {
        expect(wrongWith(hours, moment + after, zone)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});

describe('decidePermission, in quiet hours', () => {
  // NOW is 11:00 in Berlin and 05:00 in New York.
  const quietHours = {
    from: { hour: 21, minute: 0 },
    to: { hour: 9, minute: 0 },
    channels: ['email'],
  };
  const timezone = { timezone: { value: 'America/New_York', at: NOW, messageId: 'm' } };

  it('holds until they end where the guest is, and up to five minutes more', () => {
    const permission = decide({ rules: { quietHours }, guest: { traits: timezone } });
    expect(permission).toMatchObject({ kind: 'hold', channel: 'email', why: 'quiet hours' });
    const after = permission.kind === 'hold' ? permission.until - (NOW + 4 * 60 * 60 * 1000) : -1;
    expect(after).toBeGreaterThanOrEqual(0);
    expect(after).toBeLessThan(5 * 60 * 1000);
    expect(decide({ rules: { quietHours } })).toMatchObject({ kind: 'send' });
  });

  it('takes the zone of the venue that the event named, where the guest has none', () => {
    const venue = { id: 'bar', name: 'Bar', timezone: 'America/New_York' };
    const active = anActiveProgram([aCampaign()], {
      permission: { suppress: [], caps: [], quietHours },
      venues: { bar: venue },
    });
    const step: SendStep = { kind: 'send', id: '2', contents: [EMAIL] };
    const input = { active, campaign: aCampaign(), journey: aJourney(), step, now: NOW };
    const profile = aContactableGuest();
    expect(decidePermission({ ...input, profile, venue: 'bar' }).kind).toBe('hold');
    expect(decidePermission({ ...input, profile }).kind).toBe('send');
  });

  it('holds all messages of a guest until one moment, so that the more important is decided first', () => {
    const until = (seed: string, journeyId: string) => {
      const permission = decide({
        rules: { quietHours },
        guest: { traits: timezone, seed },
        journey: aJourney({ journeyId }),
      });
      return permission.kind === 'hold' ? permission.until : 0;
    };
    expect(new Set(['a', 'b', 'c', 'd'].map((journeyId) => until('seed', journeyId))).size).toBe(1);
    expect(new Set(['a', 'b', 'c', 'd'].map((seed) => until(seed, 'a'))).size).toBeGreaterThan(1);
  });
});
