import { describe, expect, it } from 'vitest';
import type { MessageCondition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const active = anActiveProgram({ opened: { kind: 'times', of: eventsCalled('Email Opened'), keep: 1 } });
const profile = aProfile({
  aggregates: { opened: [NOW + 3] },
  contacts: {
    open: {},
    entered: {},
    sends: [
      { at: NOW, channel: 'email', campaign: 'welcome' },
      { at: NOW + 2, channel: 'email', campaign: 'win-back' },
      { at: NOW + 4, channel: 'email', campaign: 'welcome' },
      { at: NOW + 5, channel: 'email', campaign: 'win-back', hasFailed: true },
      { at: NOW + 5, channel: 'email', campaign: 'refused', hasFailed: true },
    ],
  },
});

/** Whether it holds ten milliseconds after NOW, and when that may change. */
function verdictOf(asked: Partial<MessageCondition>, entryAt?: number) {
  const condition: MessageCondition = { kind: 'message', campaign: 'win-back', status: 'sent', ...asked };
  const entered = entryAt === undefined ? undefined : NOW + entryAt;
  const { holds, changesAt } = evaluateCondition(active, condition, profile, NOW + 10, entered);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('a message', () => {
  it('was sent if one of that campaign was', () => {
    expect(verdictOf({})).toEqual([true, null]);
    expect(verdictOf({ campaign: 'thanks' })).toEqual([false, null]);
  });

  it('given that it failed, then it was not sent', () => {
    expect(verdictOf({ campaign: 'refused' })).toEqual([false, null]);
  });

  it('given a window, then only a message of that campaign in it counts', () => {
    expect(verdictOf({ withinMilliseconds: 9 })).toEqual([true, 11]);
    expect(verdictOf({ withinMilliseconds: 8 })).toEqual([false, null]);
  });

  it('given since the journey’s beginning, then it is strictly after it; without a journey none counts', () => {
    const since = { since: { kind: 'entry' } } as const;
    expect(verdictOf(since, 1)).toEqual([true, null]);
    expect(verdictOf(since, 2)).toEqual([false, null]);
    expect(verdictOf(since)).toEqual([false, null]);
  });

  it('given what became of it, then the channel’s events count', () => {
    const opened = { status: 'opened', aggregate: 'opened', withinMilliseconds: 8 };
    expect(verdictOf(opened)).toEqual([true, 11]);
    expect(verdictOf({ ...opened, withinMilliseconds: 7 })).toEqual([false, null]);
  });
});
