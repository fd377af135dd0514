import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../../../domain/profile/fold-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { entriesSelectedBy } from '../../../../domain/segment/entry/entries.ts';
import type { PathMatcher } from '../../../../domain/segment/matcher/matcher.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const required = (path: string, test: PathMatcher['matcher']['tests'][number]): PathMatcher => ({
  path: [path],
  matcher: { tests: [test], ignoreCase: false },
});
const bookings: AggregateSpec = { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 };
const booked: Condition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const vip: Condition = {
  kind: 'trait',
  path: ['vip'],
  matcher: { tests: [{ op: 'is', value: true }], ignoreCase: false },
};
const lasting: Condition = { kind: 'segment', segment: 's', aggregate: 'inner', forMilliseconds: 5 };
const at = (millisecond: number, overrides: Partial<TrackingEvent> = {}) =>
  anEvent({ name: 'Item Viewed', time: NOW + millisecond, messageId: `m-${millisecond}`, ...overrides });
const changedBy = (active: ActiveProgram, event: TrackingEvent) => {
  const folded = foldEvent(active, aGuestOf(active, [at(0)]), event);
  if (folded === 'refold') throw new Error('not expected');
  return [...folded.changed.aggregates];
};

describe('the entries that an event selects', () => {
  it('are those of which it has all that is asked for', () => {
    const suite = {
      names: ['Booking Made'],
      where: [
        required('room', { op: 'is', value: 'Suite' }),
        required('nights', { op: 'atLeast', value: 3 }),
      ],
    };
    const active = anActiveProgram({
      bookings: { kind: 'times', of: suite, keep: 1 },
      asked: { kind: 'entry', when: booked },
    });
    const selected = (properties: TrackingEvent['properties']) =>
      entriesSelectedBy(active.entries, anEvent({ properties })).map(({ id }) => id);
    expect(selected({ room: 'Suite', nights: 3 })).toEqual(['asked']);
    expect(selected({ room: 'Suite', nights: 2 })).toEqual([]);
    expect(selected({ nights: 3 })).toEqual([]);
  });

  it('are named once, each after those that it asks about, however the program has them', () => {
    const active = anActiveProgram({
      asked: { kind: 'entry', when: { kind: 'all', of: [lasting, booked] } },
      views: { kind: 'times', of: { names: [], where: [] }, keep: 1 },
      inner: { kind: 'entry', when: { kind: 'any', of: [booked, { ...booked, aggregate: 'views' }] } },
      bookings,
    });
    const selected = entriesSelectedBy(active.entries, anEvent());
    expect(selected.map(({ id }) => id)).toEqual(['inner', 'asked']);
  });

  it('given what is not remembered, then it selects nothing', () => {
    const active = anActiveProgram({ asked: { kind: 'entry', when: booked } });
    expect(entriesSelectedBy(active.entries, anEvent())).toEqual([]);
  });
});

describe('what an event may have changed', () => {
  it('is an entry that asks about it', () => {
    const active = anActiveProgram({ bookings, asked: { kind: 'entry', when: booked } });
    expect(changedBy(active, at(1, { name: 'Booking Made' }))).toContain('asked');
    expect(changedBy(active, at(1))).toEqual([]);
  });

  it('is not an entry that asks nothing about devices, where it comes from one', () => {
    const device = { id: 'd1', token: 'token-1', type: 'ios' };
    const push = anActiveProgram({ asked: { kind: 'entry', when: { kind: 'reachable', channel: 'push' } } });
    const other = anActiveProgram({ bookings, asked: { kind: 'entry', when: booked } });
    expect(changedBy(push, at(1, { context: { device } }))).toEqual(['asked']);
    expect(changedBy(other, at(1, { context: { device } }))).toEqual([]);
  });

  it('is decided after what it asks about, though that is told by a trait and it by an event', () => {
    // given
    const active = anActiveProgram({
      asked: { kind: 'entry', when: { kind: 'all', of: [lasting, booked] } },
      bookings,
      inner: { kind: 'entry', when: vip },
    });
    const event = at(10, { name: 'Booking Made', traits: { vip: true } });
    // when
    const guest = aGuestOf(active, [at(0), event]);
    // then
    const sinceAt = (millisecond: number) => ask(active, guest, NOW + millisecond).entry('asked').since;
    expect([10, 14, 15].map(sinceAt)).toEqual([null, null, NOW + 15]);
  });
});
