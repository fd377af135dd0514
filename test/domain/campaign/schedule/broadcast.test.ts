import { describe, expect, it } from 'vitest';
import {
  type Broadcast,
  leaveBroadcast,
  planBroadcast,
  plannedBroadcasts,
  scheduleReached,
  takeBroadcast,
  tellOn,
} from '../../../../domain/campaign/schedule/broadcast.ts';
import { MISSED_MILLISECONDS } from '../../../../domain/campaign/schedule/missed.ts';
import { StaleProgramError } from '../../../../domain/error/maitred-error.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { aCampaign, DAY } from '../../../support/a-campaign.ts';
import { aProgram } from '../../../support/a-program.ts';

const HOUR = 60 * 60 * 1000;
/** Ten o'clock in Berlin, on a Monday in winter. */
const TEN = Date.parse('2026-03-02T09:00:00Z');

function daily(overrides: Partial<Program> = {}): Program {
  const triggers = [
    {
      kind: 'schedule',
      segment: 'regulars',
      schedule: { kind: 'day', at: { hour: 10, minute: 0 } },
    },
  ] as const;
  const campaigns = { news: aCampaign({ id: 'news', triggers }) };
  return aProgram({ timezone: 'Europe/Berlin', campaigns, ...overrides });
}

function plan(program = daily(), stored?: Broadcast, now = TEN - HOUR): Broadcast | undefined {
  const [planned] = plannedBroadcasts(program);
  if (planned === undefined) throw new Error('the playbook has no schedule');
  return planBroadcast(program, planned, stored, now);
}

function planned(): Broadcast {
  const row = plan();
  if (row === undefined) throw new Error('a daily schedule comes again');
  return row;
}

describe('planBroadcast', () => {
  it('given a schedule that nobody has planned, then its row is due at the next moment', () => {
    expect(planned()).toMatchObject({ campaign: 'news', segment: 'regulars', revision: 1, dueAt: TEN });
  });

  it('given a row that comes already, then nothing is to be written', () => {
    expect(plan(daily(), planned())).toBeUndefined();
  });

  it('given a later deploy that asks for the same, then the row says so, and is in nobody’s hands', () => {
    const later = plan(daily({ ordinal: 3 }), { ...planned(), leaseUntil: TEN });
    expect(later).toEqual({ ...planned(), ordinal: 3, revision: 2 });
    const telling = { moment: TEN, after: 'p-5', people: 5 };
    expect(plan(daily({ ordinal: 3 }), { ...planned(), telling })).toMatchObject({ dueAt: TEN, telling });
  });

  it('given a deploy that others have overtaken, then it plans nothing any more', () => {
    const newer = { ...planned(), ordinal: 2 };
    expect(plan(daily(), newer)).toBeUndefined();
    expect(plan(daily(), { ...newer, dueAt: null })).toBeUndefined();
  });

  it('given a schedule whose one moment is over, then nothing is to be written', () => {
    const once = (at: number) => {
      const schedule = { kind: 'once', at } as const;
      const triggers = [{ kind: 'schedule', segment: 'regulars', schedule }] as const;
      return plan(aProgram({ campaigns: { news: aCampaign({ id: 'news', triggers }) } }));
    };
    expect(once(TEN - HOUR)).toBeUndefined();
    expect(once(TEN)).toMatchObject({ dueAt: TEN });
  });

  it('given other triggers beside it, then only the schedule is planned', () => {
    const campaigns = { ...daily().campaigns, other: aCampaign({ id: 'other' }) };
    expect(plannedBroadcasts(daily({ campaigns })).map(({ campaign }) => campaign)).toEqual(['news']);
  });

  it('given a row that was put away before it told anything, then it comes again from now', () => {
    const stored = { ...planned(), dueAt: null, revision: 7 };
    expect(plan(daily(), stored)).toEqual({ ...planned(), revision: 8 });
  });

  it('given a deploy that counts since an earlier moment, then a moment in between is not lost', () => {
    expect(plan(daily({ scheduledSince: { news: TEN - HOUR } }), undefined, TEN + 1)?.dueAt).toBe(TEN);
  });

  it('given a row that was put away, then it comes again after what it told last', () => {
    const stored = {
      ...planned(),
      dueAt: null,
      revision: 7,
      last: { moment: TEN, zone: 'Europe/Berlin', people: 3 },
    };
    const row = plan(daily({ scheduledSince: { news: TEN - DAY } }), stored, TEN + HOUR);
    expect(row).toMatchObject({ revision: 8, dueAt: TEN + DAY, last: { people: 3 } });
  });

  it('given another schedule or segment, then it is another row', () => {
    const other = daily();
    const [trigger] = other.campaigns.news?.triggers ?? [];
    const triggers = [{ ...(trigger as object), segment: 'vip' }] as never;
    const changed = aProgram({ campaigns: { news: aCampaign({ id: 'news', triggers }) } });
    expect(plannedBroadcasts(changed)[0]?.id).not.toBe(planned().id);
  });
});

describe('takeBroadcast', () => {
  it('given that its moment has not come, or that somebody has it, then nothing', () => {
    expect(takeBroadcast(daily(), planned(), TEN - 1)).toEqual({ kind: 'nothing' });
    const taken = { ...planned(), leaseUntil: TEN + 1 };
    expect(takeBroadcast(daily(), taken, TEN)).toEqual({ kind: 'nothing' });
  });

  it('given a row that was put away, then nothing', () => {
    expect(takeBroadcast(daily(), { ...planned(), dueAt: null }, TEN)).toEqual({ kind: 'nothing' });
  });

  it('given who had it and stopped, then another has it once a minute and a half is over', () => {
    const taken = takeBroadcast(daily(), planned(), TEN);
    if (taken.kind !== 'tell') throw new Error(taken.kind);
    const over = TEN + 90_000;
    expect(takeBroadcast(daily(), taken.broadcast, over - 1)).toEqual({ kind: 'nothing' });
    expect(takeBroadcast(daily(), taken.broadcast, over)).toMatchObject({ kind: 'tell' });
    const on = tellOn(daily(), taken.broadcast, { last: 'p-9', people: 9, now: TEN + HOUR });
    expect(takeBroadcast(daily(), on, TEN + HOUR + 89_999)).toEqual({ kind: 'nothing' });
    expect(takeBroadcast(daily(), on, TEN + HOUR + 90_000)).toMatchObject({ kind: 'tell' });
  });

  it('given another campaign in its place, then its row is put away', () => {
    const triggers = [{ kind: 'schedule', segment: 'vip', schedule: { kind: 'once', at: TEN } }] as const;
    const other = aProgram({ campaigns: { news: aCampaign({ id: 'news', triggers }) } });
    expect(takeBroadcast(other, planned(), TEN)).toMatchObject({
      kind: 'put off',
      broadcast: { dueAt: null },
    });
  });

  it('given a day since its moment, then it is left out, and up to then it is not', () => {
    expect(MISSED_MILLISECONDS).toBe(DAY);
    expect(takeBroadcast(daily(), planned(), TEN + DAY - 1)).toMatchObject({ kind: 'tell' });
    expect(takeBroadcast(daily(), planned(), TEN + DAY)).toMatchObject({
      kind: 'put off',
      broadcast: { dueAt: TEN + DAY },
    });
  });

  it('given its moment, then its members are told, from the first', () => {
    const step = takeBroadcast(daily(), planned(), TEN);
    expect(step).toMatchObject({
      kind: 'tell',
      broadcast: { revision: 2, telling: { moment: TEN, after: null, people: 0 } },
    });
  });

  it('given a campaign that is gone, then its row is put away', () => {
    const step = takeBroadcast(aProgram(), planned(), TEN);
    expect(step).toMatchObject({ kind: 'put off', broadcast: { dueAt: null, revision: 2 } });
  });

  it('given a program older than the one that planned the row, then it decides nothing', () => {
    const row = { ...planned(), ordinal: 2 };
    expect(() => takeBroadcast(aProgram(), row, TEN)).toThrow(StaleProgramError);
    expect(() => takeBroadcast(daily(), row, TEN)).toThrow(StaleProgramError);
    const step = takeBroadcast(aProgram({ ordinal: 3 }), row, TEN);
    expect(step).toMatchObject({ kind: 'put off', broadcast: { dueAt: null, ordinal: 3 } });
  });

  it('given a house that was away for days, then yesterday’s is left out and today’s is not', () => {
    const now = TEN + 3 * DAY + HOUR;
    const step = takeBroadcast(daily(), planned(), now);
    expect(step).toMatchObject({ kind: 'put off', broadcast: { dueAt: TEN + 3 * DAY } });
    expect(TEN + 2 * DAY).toBeLessThan(now - MISSED_MILLISECONDS);
  });

  it('given one that was left in the middle, then it goes on from there, however late', () => {
    const telling = { moment: TEN, after: 'p-5', people: 5 };
    const step = takeBroadcast(daily(), { ...planned(), telling }, TEN + 2 * DAY);
    expect(step).toMatchObject({ kind: 'tell', broadcast: { telling } });
  });
});

describe('tellOn', () => {
  const step = takeBroadcast(daily(), planned(), TEN);
  if (step.kind !== 'tell') throw new Error(step.kind);

  it('given a page, then it is noted how far it has come; after the last, when it comes next', () => {
    const on = tellOn(daily(), step.broadcast, { last: 'p-9', people: 9, now: TEN });
    expect(on).toMatchObject({ revision: 3, dueAt: TEN, telling: { after: 'p-9', people: 9 } });
    const over = tellOn(daily(), on, { last: null, people: 2, now: TEN });
    expect(over).toMatchObject({ revision: 4, dueAt: TEN + DAY, last: { moment: TEN, people: 11 } });
    expect(over).not.toHaveProperty('telling');
    expect(over).not.toHaveProperty('leaseUntil');
  });

  it('given no more time, then it is free for the next minute', () => {
    const left = leaveBroadcast(step.broadcast);
    expect(left.revision).toBe(step.broadcast.revision + 1);
    expect(takeBroadcast(daily(), left, TEN + 1).kind).toBe('tell');
  });

  it('given a member, then the signal names the schedule’s moment, and is the same however often it is told', () => {
    const signal = scheduleReached(step.broadcast, 'p-1');
    expect(signal).toMatchObject({ type: 'Schedule Reached', profileId: 'p-1', moment: TEN, at: TEN });
    expect(scheduleReached(step.broadcast, 'p-1').id).toBe(signal.id);
    expect(scheduleReached(step.broadcast, 'p-2').id).not.toBe(signal.id);
    const next = { ...step.broadcast, telling: { moment: TEN + DAY, after: null, people: 0 } };
    expect(scheduleReached(next, 'p-1').id).not.toBe(signal.id);
  });

  it('given a broadcast that tells nothing, then no page of it can be noted', () => {
    const page = { last: null, people: 1, now: TEN };
    expect(() => tellOn(daily(), planned(), page)).toThrow(`broadcast ${planned().id} tells nothing`);
  });
});
