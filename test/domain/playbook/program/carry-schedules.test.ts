import { describe, expect, it } from 'vitest';
import type { ClockTime, Schedule, ScheduleTrigger } from '../../../../domain/campaign/trigger.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { aVersion, DeployedHouse } from '../../../support/deployed-house.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The moment of the schedule: eleven in Berlin. */
const MOMENT = NOW;
const EARLIER = MOMENT - 10 * DAY;

const daily = (hour: number, minute = 0): Schedule => ({
  kind: 'day',
  at: { hour, minute } satisfies ClockTime,
});
const told = (schedule: Schedule, segment = 'lapsed'): ScheduleTrigger => ({
  kind: 'schedule',
  segment,
  schedule,
});

function scheduled(version: string, triggers: readonly ScheduleTrigger[], overrides: Partial<Program> = {}) {
  const campaign = aCampaign({ id: 'news', triggers, name: version });
  return aVersion(version, ['Booking Made'], { campaigns: { news: campaign }, ...overrides });
}

const NEWS = scheduled('news', [told(daily(11))]);
const NONE = aVersion('none', ['Booking Made']);

/** Since when the campaign's schedules count after these deploys. */
function sinceAfter(...deploys: readonly (readonly [Program, number])[]): number | undefined {
  const house = new DeployedHouse();
  const programs = deploys.map(([program, now]) => house.activate(program, now).program);
  return programs.at(-1)?.scheduledSince?.news;
}

describe('since when the schedules of a campaign count', () => {
  it('given the deploy that brings it, then from then on', () => {
    expect(sinceAfter([NEWS, EARLIER])).toBe(EARLIER);
    expect(sinceAfter([NONE, EARLIER], [NEWS, MOMENT + 1])).toBe(MOMENT + 1);
    expect(sinceAfter([NONE, EARLIER])).toBeUndefined();
  });

  it('given a redeploy a second after the moment, then as before: the moment is not left out', () => {
    const reworded = scheduled('reworded', [told(daily(11))]);
    expect(sinceAfter([NEWS, EARLIER], [reworded, MOMENT + 1000])).toBe(EARLIER);
  });

  it('given one that adds a schedule or moves it, then as before, unless it would make up for what it had not asked for', () => {
    const later = scheduled('later', [told(daily(11)), told(daily(15))]);
    const other = scheduled('other', [told(daily(11)), told(daily(11), 'vip')]);
    expect(sinceAfter([NEWS, EARLIER], [later, MOMENT + 1000])).toBe(MOMENT + 1000);
    expect(sinceAfter([NEWS, EARLIER], [other, MOMENT + 1000])).toBe(MOMENT + 1000);
    const once = scheduled('once', [told(daily(11)), told({ kind: 'once', at: MOMENT + 90 * DAY })]);
    expect(sinceAfter([NEWS, EARLIER], [once, MOMENT + 1000])).toBe(EARLIER);
  });

  it('given another zone of the playbook, then its moments are others', () => {
    const moved = scheduled('moved', [told(daily(11))], { timezone: 'Asia/Tokyo' });
    expect(sinceAfter([NEWS, EARLIER], [moved, MOMENT + 1000])).toBe(MOMENT + 1000);
  });

  it('given a rollback a second after the moment and forth, then as before', () => {
    expect(
      sinceAfter([NONE, EARLIER - 1], [NEWS, EARLIER], [NONE, MOMENT + 1000], [NEWS, MOMENT + HOUR]),
    ).toBe(EARLIER);
  });

  it('given a rollback before the moment and forth after it, then it is not made up for', () => {
    expect(
      sinceAfter([NONE, EARLIER - 1], [NEWS, EARLIER], [NONE, MOMENT - 1000], [NEWS, MOMENT + HOUR]),
    ).toBe(MOMENT + HOUR);
  });

  it('given another version in between with another schedule, then the way back goes on', () => {
    const evening = scheduled('evening', [told(daily(20))]);
    expect(sinceAfter([NEWS, EARLIER], [evening, MOMENT + 1000], [NEWS, MOMENT + HOUR])).toBe(EARLIER);
  });

  it('given a way back after more than a day, then what was before is forgotten', () => {
    const monthly = scheduled('monthly', [told({ kind: 'month', day: 2, at: { hour: 11, minute: 0 } })]);
    const back = MOMENT + 30 * HOUR;
    expect(sinceAfter([monthly, EARLIER], [NONE, MOMENT + 1000], [NONE, back - 1], [monthly, back])).toBe(
      back,
    );
  });
});
