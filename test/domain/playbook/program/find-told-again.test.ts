import { describe, expect, it } from 'vitest';
import type { Campaign } from '../../../../domain/campaign/campaign.ts';
import type { Schedule, ScheduleTrigger } from '../../../../domain/campaign/trigger.ts';
import { findToldAgain } from '../../../../domain/playbook/program/find-told-again.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { aCampaign } from '../../../support/a-campaign.ts';
import { NOW } from '../../../support/an-event.ts';
import { aVersion, DeployedHouse } from '../../../support/deployed-house.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** Eleven in Berlin. */
const MOMENT = NOW;

const once = (at: number): Schedule => ({ kind: 'once', at });
const daily = (hour: number): Schedule => ({ kind: 'day', at: { hour, minute: 0 } });
const told = (schedule: Schedule, segment = 'lapsed'): ScheduleTrigger => ({
  kind: 'schedule',
  segment,
  schedule,
});

function news(schedule: Schedule, overrides: Partial<Campaign> = {}, program: Partial<Program> = {}) {
  const campaign = aCampaign({
    id: 'news',
    triggers: [told(schedule)],
    frequency: { kind: 'every time' },
    ...overrides,
  });
  return aVersion('news', ['Booking Made'], { campaigns: { news: campaign }, ...program });
}

/** What is told again where `before` was deployed ten days before the moment, and `after` is planned now. */
function again(before: Program, after: Program, now = MOMENT + HOUR, deployedAt = MOMENT - 10 * DAY) {
  const active = new DeployedHouse().activate(before, deployedAt).program;
  return findToldAgain(active, after, now);
}

const iso = (moment: number) => new Date(moment).toISOString();

describe('findToldAgain', () => {
  it('given a one-time broadcast that went out, when it has a later moment, then everybody gets it again', () => {
    expect(again(news(once(MOMENT)), news(once(MOMENT + 3 * DAY)))).toEqual([
      { campaign: 'news', segment: 'lapsed', wentOut: iso(MOMENT), again: iso(MOMENT + 3 * DAY) },
    ]);
    expect(again(news(once(MOMENT)), news(daily(9)))).toMatchObject([{ wentOut: iso(MOMENT) }]);
  });

  it('given one that has not gone out, or never did, then nobody does', () => {
    const later = news(once(MOMENT + 3 * DAY));
    expect(again(news(once(MOMENT)), later, MOMENT - 1)).toEqual([]);
    expect(again(news(once(MOMENT)), later, MOMENT + HOUR, MOMENT + 1)).toEqual([]);
    expect(again(news(once(MOMENT), { isPaused: true }), later)).toEqual([]);
    expect(again(news(once(MOMENT), { active: { from: MOMENT + 1 } }), later)).toEqual([]);
  });

  it('given the same moment, or an earlier one, or another text, then nobody does', () => {
    const before = news(once(MOMENT));
    expect(again(before, news(once(MOMENT), { name: 'Another' }))).toEqual([]);
    expect(again(before, news(once(MOMENT - HOUR)))).toEqual([]);
    expect(again(before, news(once(MOMENT + DAY), { isPaused: true }))).toEqual([]);
    expect(again(before, news(once(MOMENT + DAY), { active: { to: MOMENT + DAY } }))).toEqual([]);
  });

  it('given the same written time under another zone, then it is not another moment', () => {
    const clock = MOMENT + HOUR;
    const before = news({ kind: 'once', at: MOMENT, clock });
    const moved = news({ kind: 'once', at: MOMENT + 9 * HOUR, clock }, {}, { timezone: 'America/New_York' });
    expect(again(before, moved)).toEqual([]);
  });

  it('given a daily one that was told today, when it comes later today, then everybody gets it again', () => {
    const before = news(daily(11));
    expect(again(before, news(daily(15)))).toMatchObject([
      { wentOut: iso(MOMENT), again: iso(MOMENT + 4 * HOUR) },
    ]);
    expect(again(before, news(daily(9)))).toEqual([]);
    expect(again(before, news(daily(15)), MOMENT - HOUR)).toEqual([]);
  });

  it('given a frequency that lets nobody in again so soon, then nobody does', () => {
    const before = news(once(MOMENT));
    const limited = (frequency: Campaign['frequency']) => news(once(MOMENT + 3 * DAY), { frequency });
    expect(again(before, limited({ kind: 'once' }))).toEqual([]);
    expect(again(before, limited({ kind: 'once per', milliseconds: 4 * DAY }))).toEqual([]);
    expect(again(before, limited({ kind: 'once per', milliseconds: 3 * DAY }))).toHaveLength(1);
  });

  it('given a new campaign, then nobody had it', () => {
    expect(again(aVersion('none', ['Booking Made']), news(once(MOMENT + DAY)))).toEqual([]);
  });
});
