import { describe, expect, it } from 'vitest';
import { momentVerdict } from '../../../../domain/segment/matcher/moment-verdict.ts';

type Test = Parameters<typeof momentVerdict>[0];

const NEVER = null;
const NOW = 1_000;

describe('how a moment stands to the present', () => {
  it.each<[Test, number, boolean, number | null]>([
    [{ op: 'before', at: { at: 500 } }, 499, true, NEVER],
    [{ op: 'before', at: { at: 500 } }, 500, false, NEVER],
    [{ op: 'before', at: { at: 500 } }, 501, false, NEVER],
    [{ op: 'after', at: { at: 500 } }, 501, true, NEVER],
    [{ op: 'after', at: { at: 500 } }, 500, false, NEVER],
    [{ op: 'after', at: { at: 500 } }, 499, false, NEVER],
    // 300 ago is 700 now.
    [{ op: 'before', at: { agoMilliseconds: 300 } }, 699, true, NEVER],
    [{ op: 'before', at: { agoMilliseconds: 300 } }, 700, false, 1_001],
    [{ op: 'before', at: { agoMilliseconds: 300 } }, 800, false, 1_101],
    [{ op: 'after', at: { agoMilliseconds: 300 } }, 701, true, 1_001],
    [{ op: 'after', at: { agoMilliseconds: 300 } }, 700, false, NEVER],
    [{ op: 'after', at: { agoMilliseconds: 300 } }, 699, false, NEVER],
    [{ op: 'withinLast', milliseconds: 100 }, 1_000, true, 1_100],
    [{ op: 'withinLast', milliseconds: 100 }, 901, true, 1_001],
    [{ op: 'withinLast', milliseconds: 100 }, 900, false, NEVER],
    [{ op: 'withinLast', milliseconds: 100 }, 1_001, false, 1_001],
    [{ op: 'withinNext', milliseconds: 100 }, 1_001, true, 1_001],
    [{ op: 'withinNext', milliseconds: 100 }, 1_100, true, 1_100],
    [{ op: 'withinNext', milliseconds: 100 }, 1_101, false, 1_001],
    [{ op: 'withinNext', milliseconds: 100 }, 1_000, false, NEVER],
    [{ op: 'withinNext', milliseconds: 0 }, 1_001, false, NEVER],
  ])('%j of %i', (test, moment, holds, changesAt) => {
    expect(momentVerdict(test, moment, NOW, 'UTC')).toEqual({ holds, changesAt });
  });

  it('follows the calendar of the zone in months: eighteen years after a birthday is at its midnight there', () => {
    const birthday = Date.parse('2008-03-30T00:00:00+01:00');
    const eighteenth = Date.parse('2026-03-30T00:00:00+02:00');
    const at = { agoMilliseconds: 0, agoMonths: 216 };
    const verdict = (op: 'before' | 'after', now: number) =>
      momentVerdict({ op, at }, birthday, now, 'Europe/Berlin');
    expect(verdict('after', eighteenth - 1)).toEqual({ holds: true, changesAt: eighteenth });
    expect(verdict('after', eighteenth)).toEqual({ holds: false, changesAt: NEVER });
    expect(verdict('before', eighteenth)).toEqual({ holds: false, changesAt: eighteenth + 1 });
    expect(verdict('before', eighteenth + 1)).toEqual({ holds: true, changesAt: NEVER });
  });

  it('takes days off as well as months', () => {
    const moment = Date.parse('2026-01-31T00:00:00Z');
    const at = { agoMilliseconds: 86_400_000, agoMonths: 1 };
    const turn = Date.parse('2026-03-01T00:00:00Z');
    expect(momentVerdict({ op: 'after', at }, moment, moment, 'UTC')).toEqual({
      holds: true,
      changesAt: turn,
    });
  });

  it('never comes where no calendar reaches', () => {
    const at = { agoMilliseconds: 0, agoMonths: 12 };
    const last = 8.64e15;
    expect(momentVerdict({ op: 'after', at }, last, NOW, 'UTC')).toEqual({ holds: true, changesAt: NEVER });
    expect(momentVerdict({ op: 'before', at }, last, NOW, 'UTC')).toEqual({ holds: false, changesAt: NEVER });
  });
});
