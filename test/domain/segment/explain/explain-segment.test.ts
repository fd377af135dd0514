import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { describeExplanation } from '../../../../domain/segment/explain/describe-explanation.ts';
import { explainSegment } from '../../../../domain/segment/explain/explain-segment.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const DAY = 86_400_000;
const booked: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: DAY,
};
const active = anActiveProgram(
  { bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 1 } },
  {
    segments: [
      { id: 'everybody', name: 'Everybody', when: { kind: 'everyone' } },
      { id: 'bookers', name: 'Bookers', when: booked },
    ],
  },
);
const events = [anEvent({ messageId: 'b1' })];
const guest = aGuestOf(active, events, { segments: { bookers: { since: NOW, entries: 1 } } });

describe('explainSegment', () => {
  it('tells a member since when, and why as the API shows it', () => {
    expect(explainSegment(active, 'bookers', { profile: guest, events, now: NOW })).toEqual({
      segment: { id: 'bookers', name: 'Bookers' },
      isMember: true,
      since: '2026-03-02T10:00:00.000Z',
      when: {
        kind: 'event',
        asked: 'event Booking Made, within 1 day',
        holds: true,
        seen: { count: 1, mayBeMore: true, times: ['2026-03-02T10:00:00.000Z'] },
        changesAt: '2026-03-03T10:00:00.000Z',
        events: [{ messageId: 'b1', event: 'Booking Made', timestamp: '2026-03-02T10:00:00.000Z' }],
        parts: [],
      },
    });
  });

  it('given somebody who is not in it, or has left, then there is no since', () => {
    const left = { ...guest, segments: { bookers: { since: null, entries: 1 } } };
    for (const profile of [left, { ...guest, segments: {} }]) {
      const told = explainSegment(active, 'bookers', { profile, events: [], now: NOW });
      expect(told).toMatchObject({ isMember: false, since: null });
    }
  });

  it('given a segment that the playbook does not have, then there is nothing to tell', () => {
    expect(explainSegment(active, 'callers', { profile: guest, events, now: NOW })).toBeUndefined();
  });
});

describe('describeExplanation', () => {
  it('leaves out what there is not, also in the parts', () => {
    const part = { kind: 'everyone', asked: 'everyone', holds: true, parts: [] } as const;
    const explanation = {
      kind: 'all',
      asked: 'all',
      holds: true,
      parts: [{ ...part, seen: 0, changesAt: NOW }],
    } as const;
    const shown = describeExplanation(explanation);
    expect(Object.keys(shown)).toEqual(['kind', 'asked', 'holds', 'parts']);
    expect(shown.parts).toEqual([{ ...part, seen: 0, changesAt: '2026-03-02T10:00:00.000Z' }]);
  });

  it('tells since when it counts, or that this never happened, and that it is no longer exact', () => {
    const explanation = { kind: 'event', asked: 'event', holds: true, parts: [] } as const;
    expect(describeExplanation({ ...explanation, since: NOW, approximate: true })).toEqual({
      ...explanation,
      since: '2026-03-02T10:00:00.000Z',
      approximate: true,
    });
    expect(describeExplanation({ ...explanation, since: null })).toHaveProperty('since', null);
  });

  it('given a moment past what a date can say, then it is far ahead', () => {
    const far = describeExplanation({ kind: 'all', asked: 'all', holds: true, changesAt: 1e17, parts: [] });
    expect(far.changesAt).toBe('9999-12-31T00:00:00.000Z');
  });
});
