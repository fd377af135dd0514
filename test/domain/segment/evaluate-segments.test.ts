import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../domain/segment/aggregate/aggregate-spec.ts';
import { foldAggregates } from '../../../domain/segment/aggregate/fold-aggregates.ts';
import type { Condition } from '../../../domain/segment/condition/condition.ts';
import { type Dirty, evaluateSegments } from '../../../domain/segment/evaluate-segments.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';
import { HOUR } from '../../support/arbitrary-conditions.ts';

const DAY = 24 * HOUR;
const NOTHING: Dirty = { aggregates: new Set(), traits: new Set(), consent: new Set() };
const STRANGER = {
  traits: {},
  consent: {},
  aggregates: {},
  segments: {},
  nextChanges: {},
} as unknown as Profile;

const booked: Condition = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: 3 * DAY,
};
const BOOKINGS: Record<string, AggregateSpec> = {
  bookings: { kind: 'times', of: { names: ['Booking Made'], where: [] }, keep: 1 },
};

function activeWith(segments: Record<string, Condition>, aggregates = BOOKINGS) {
  const list = Object.entries(segments).map(([id, when]) => ({ id, name: id, when }));
  return activateProgram(aProgram({ aggregates, segments: list }));
}

describe('evaluateSegments', () => {
  it('enters with the moment and the ordinal of the stay, and says when time will end it', () => {
    // given
    const active = activeWith({ booked });
    const profile = { ...STRANGER, aggregates: { bookings: [NOW - DAY] } };
    // when
    const evaluated = evaluateSegments(active, profile, NOW, {
      ...NOTHING,
      aggregates: new Set(['bookings']),
    });
    // then
    expect(evaluated).toEqual({
      segments: { booked: { since: NOW, entries: 1 } },
      nextChanges: { booked: NOW + 2 * DAY },
      entered: ['booked'],
      left: [],
    });
  });

  it('leaves when its moment has come, keeps the count of entries, and counts on', () => {
    // given
    const active = activeWith({ booked });
    const inside = {
      ...STRANGER,
      aggregates: { bookings: [NOW - DAY] },
      segments: { booked: { since: NOW, entries: 1 } },
      nextChanges: { booked: NOW + 2 * DAY },
    };
    // when
    const early = evaluateSegments(active, inside, NOW + 2 * DAY - 1, NOTHING);
    const gone = evaluateSegments(active, inside, NOW + 2 * DAY, NOTHING);
    const back = evaluateSegments(
      active,
      { ...inside, ...gone, aggregates: { bookings: [NOW + 3 * DAY] } },
      NOW + 3 * DAY,
      { ...NOTHING, aggregates: new Set(['bookings']) },
    );
    // then
    expect(early.left).toEqual([]);
    expect(gone).toEqual({
      segments: { booked: { since: null, entries: 1 } },
      nextChanges: {},
      entered: [],
      left: ['booked'],
    });
    expect(back.segments).toEqual({ booked: { since: NOW + 3 * DAY, entries: 2 } });
  });

  it('says nothing of segments that the guest was never in and time cannot open', () => {
    const active = activeWith({ booked });
    expect(evaluateSegments(active, STRANGER, NOW, 'all')).toEqual({
      segments: {},
      nextChanges: {},
      entered: [],
      left: [],
    });
  });

  it('closes the stay in a segment that the program no longer has, in silence', () => {
    // given
    const active = activeWith({});
    const inside = {
      ...STRANGER,
      segments: { booked: { since: NOW, entries: 3 } },
      nextChanges: { booked: NOW + DAY },
    };
    // when, then
    expect(evaluateSegments(active, inside, NOW, 'all')).toEqual({
      segments: { booked: { since: null, entries: 3 } },
      nextChanges: {},
      entered: [],
      left: [],
    });
  });

  it('evaluates only what an event can affect, however many segments there are', () => {
    // given 500 segments on a trait, and one on bookings; the trait ones would enter if they were evaluated
    const onTrait: Condition = {
      kind: 'trait',
      path: ['vip'],
      matcher: { tests: [{ op: 'is', value: true }], ignoreCase: false },
    };
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`trait-${index}`, onTrait]));
    const active = activeWith({ ...many, booked });
    const profile = {
      ...STRANGER,
      aggregates: { bookings: [NOW] },
      traits: { vip: { value: true, at: NOW, messageId: 'm' } },
    };
    // when
    const evaluated = evaluateSegments(active, profile, NOW, {
      ...NOTHING,
      aggregates: new Set(['bookings']),
    });
    // then
    expect(evaluated.entered).toEqual(['booked']);
    expect(evaluateSegments(active, profile, NOW, NOTHING).segments).toBe(profile.segments);
  });
});

describe('a window', () => {
  it('ends exactly its length after the event that it saw', () => {
    // given
    const active = activeWith({ booked });
    const folded = foldAggregates(active, {}, anEvent({ time: NOW }));
    if (folded === 'refold') throw new Error('not expected');
    const profile = { ...STRANGER, aggregates: folded.states };
    // when, then
    expect(evaluateSegments(active, profile, NOW + 3 * DAY - 1, 'all').entered).toEqual(['booked']);
    expect(evaluateSegments(active, profile, NOW + 3 * DAY, 'all').entered).toEqual([]);
  });
});
