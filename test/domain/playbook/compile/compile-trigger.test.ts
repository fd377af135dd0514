import { describe, expect, it } from 'vitest';
import type { Trigger } from '../../../../domain/campaign/trigger.ts';
import type { Program } from '../../../../domain/playbook/program/program.ts';
import { compiled } from '../../../support/a-folder.ts';

async function triggered(text: string): Promise<{ program: Program; trigger: Trigger | undefined }> {
  const folder = await compiled({ 'campaigns/x.yaml': `trigger: ${text}\nsteps: [{ wait: 1 day }]\n` });
  const program = folder.program as Program;
  return { program, trigger: program.campaigns.x?.triggers[0] };
}

describe('compileTrigger', () => {
  it.each([
    ['{ every: day, at: "10:00" }', { kind: 'day', at: { hour: 10, minute: 0 } }],
    ['{ every: week, day: sunday, at: "09:30" }', { kind: 'week', weekday: 7, at: { hour: 9, minute: 30 } }],
    ['{ every: month, day: 31, at: "00:00" }', { kind: 'month', day: 31, at: { hour: 0, minute: 0 } }],
    [
      '{ every: year, month: 12, day: 24, at: "23:59" }',
      { kind: 'year', month: 12, day: 24, at: { hour: 23, minute: 59 } },
    ],
    // Summer time in Berlin, where the house is.
    [
      '{ at: 2026-05-01T10:00 }',
      { kind: 'once', at: Date.UTC(2026, 4, 1, 8), clock: Date.UTC(2026, 4, 1, 10) },
    ],
    ['{ at: 2026-05-01T10:00Z }', { kind: 'once', at: Date.UTC(2026, 4, 1, 10) }],
  ])('given a segment with the schedule %s, then everyone in it begins then', async (text, schedule) => {
    const { trigger } = await triggered(`{ segment: vip, schedule: ${text} }`);
    expect(trigger).toEqual({ kind: 'schedule', segment: 'vip', schedule });
  });

  it('given a date, then it is a path, with its days before by the calendar', async () => {
    const { trigger } = await triggered(
      '{ date: child.birthday, yearly: true, before: 1 month, at: "09:00" }',
    );
    expect(trigger).toEqual({
      kind: 'date',
      path: ['child', 'birthday'],
      isYearly: true,
      before: { months: 1, milliseconds: 0 },
      at: { hour: 9, minute: 0 },
    });
  });

  it('given a date alone, then it is once, on the day itself', async () => {
    const { trigger } = await triggered('{ date: arrival, at: "09:00" }');
    expect(trigger).toMatchObject({ isYearly: false, before: { months: 0, milliseconds: 0 } });
  });

  it.each([
    ['{ event: Booking Made }', undefined],
    ['{ event: Beacon Entered }', 300_000],
    ['{ event: [Beacon Left, Beacon Entered] }', 300_000],
    ['{ event: [Beacon Left, Booking Made] }', undefined],
    ['{ event: any }', undefined],
    ['{ event: Beacon Entered, late: true }', null],
    ['{ event: Booking Made, late: true }', null],
    ['{ event: Beacon Entered, late: false }', undefined],
  ])('given %s, then it may be %s milliseconds late', async (text, lateness) => {
    const { trigger } = await triggered(text);
    expect((trigger as { latenessMilliseconds?: number | null }).latenessMilliseconds).toBe(lateness);
  });

  it('given nothing but an event, then nothing is remembered of it', async () => {
    const { program, trigger } = await triggered('{ event: A, where: { b: 1 } }');
    expect(Object.keys(trigger ?? {})).toEqual(['kind', 'of']);
    expect(program.aggregates).toEqual({});
  });

  it('given `since`, then the event must be one that counts', async () => {
    const { program, trigger } = await triggered('{ event: A, since: { event: B } }');
    if (trigger?.kind !== 'event') throw new Error('no event trigger');
    expect(trigger.counted).toMatchObject({ kind: 'event', count: { atLeast: 1 }, since: { kind: 'event' } });
    expect(Object.values(program.aggregates)).toEqual(
      expect.arrayContaining([
        { kind: 'times', of: { names: ['A'], where: [] }, keep: 1 },
        { kind: 'times', of: { names: ['B'], where: [] }, keep: 1 },
      ]),
    );
  });

  it.each([
    ['{ event: A, matching: { event: B, on: { c: d } } }', 'matching'],
    ['{ event: A, since: { event: B, for: 1 hour } }', 'times-since'],
  ])('given %s, then several are remembered, since they may come out of order', async (text, kind) => {
    const { program, trigger } = await triggered(text);
    if (trigger?.kind !== 'event') throw new Error('no event trigger');
    expect(trigger.counted?.count).toEqual({ atLeast: 1 });
    expect(program.aggregates[trigger.counted?.aggregate ?? '']).toMatchObject({ kind, keep: 8 });
  });

  it.each([
    ['every: 3', { kind: 'measure', measure: 'count', property: null }],
    [
      'every: 3, since: { segment: vip }',
      { kind: 'measure-since', measure: 'count', since: { kind: 'entry' } },
    ],
    [
      'every: 3, since: 2026-03-01',
      { kind: 'measure', of: { names: ['A'], where: [], after: Date.UTC(2026, 1, 28, 23) - 1 } },
    ],
  ])('given %s, then its events are counted', async (text, spec) => {
    const { program, trigger } = await triggered(`{ event: A, ${text} }`);
    if (trigger?.kind !== 'event') throw new Error('no event trigger');
    expect(trigger.every?.times).toBe(3);
    expect(program.aggregates[trigger.every?.aggregate ?? '']).toMatchObject(spec);
  });
});
