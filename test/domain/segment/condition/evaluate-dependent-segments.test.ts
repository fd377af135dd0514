import { describe, expect, it } from 'vitest';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { type Dirty, evaluateSegments } from '../../../../domain/segment/evaluate-segments.ts';
import { aProgram } from '../../../support/a-program.ts';
import { NOW } from '../../../support/an-event.ts';
import { HOUR } from '../../../support/arbitrary-conditions.ts';

const DAY = 24 * HOUR;
const NOTHING: Dirty = { aggregates: new Set(), traits: new Set(), consent: new Set() };
const STRANGER = {
  firstSeen: NOW,
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
  spa: { kind: 'times', of: { names: ['SPA Viewed'], where: [] }, keep: 1 },
  'booked entries': { kind: 'entry', when: booked },
};
/** As when the booking was folded: it was at that moment that it began to hold. */
const ENTERED = { at: NOW, before: { since: null, last: null }, since: NOW, last: NOW };

function activeWith(segments: Record<string, Condition>, aggregates = BOOKINGS) {
  const list = Object.entries(segments).map(([id, when]) => ({ id, name: id, when }));
  return activateProgram(aProgram({ aggregates, segments: list }));
}

describe('evaluateSegments, of segments that ask about others', () => {
  it('follows a segment that asks about another, also when time changed the first', () => {
    // given
    const active = activeWith({
      booked,
      quiet: { kind: 'not', of: { kind: 'segment', segment: 'booked' } },
      loyal: { kind: 'segment', segment: 'booked', forMilliseconds: DAY, aggregate: 'booked entries' },
    });
    const start = { ...STRANGER, aggregates: { bookings: [NOW], 'booked entries': ENTERED } };
    // when
    const first = evaluateSegments(active, start, NOW, 'all');
    const second = evaluateSegments(active, { ...start, ...first }, NOW + DAY, NOTHING);
    const third = evaluateSegments(active, { ...start, ...second }, NOW + 3 * DAY, NOTHING);
    // then
    expect(first.entered).toEqual(['booked']);
    expect(second.entered).toEqual(['loyal']);
    expect(third).toMatchObject({ entered: ['quiet'], left: ['booked', 'loyal'], nextChanges: {} });
  });

  it('counts since the last entry to a segment, also when the guest has left it', () => {
    // given
    const spa: Condition = {
      kind: 'event',
      label: 'SPA Viewed',
      aggregate: 'spa',
      count: { atLeast: 1 },
      since: { kind: 'segment', segment: 'booked', aggregate: 'booked entries' },
    };
    const active = activeWith({ booked, spa });
    const aggregates = { bookings: [NOW], 'booked entries': ENTERED, spa: [NOW + DAY] };
    const start = { ...STRANGER, aggregates };
    // when
    const entered = evaluateSegments(active, start, NOW, 'all');
    const looked = evaluateSegments(active, { ...start, ...entered }, NOW + DAY, NOTHING);
    const gone = evaluateSegments(active, { ...start, ...looked }, NOW + 3 * DAY, NOTHING);
    // then
    expect([entered.entered, looked.entered, gone.left]).toEqual([['booked'], ['spa'], ['booked']]);
  });

  it('evaluates a segment only after all it asks about, also if it was dirty itself', () => {
    // given
    const vip: Condition = { kind: 'trait', path: ['vip'], matcher: { tests: [], ignoreCase: false } };
    const active = activeWith({
      booked,
      quiet: { kind: 'not', of: { kind: 'segment', segment: 'booked' } },
      courted: { kind: 'all', of: [vip, { kind: 'segment', segment: 'quiet' }] },
    });
    const start = { ...STRANGER, ...evaluateSegments(active, STRANGER, NOW, 'all') };
    // when
    const { left } = evaluateSegments(active, { ...start, aggregates: { bookings: [NOW] } }, NOW, {
      ...NOTHING,
      aggregates: new Set(['bookings']),
      traits: new Set(['vip']),
    });
    // then
    expect(left).toEqual(['quiet', 'courted']);
  });
});
