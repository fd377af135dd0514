import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { explainCondition } from '../../../../domain/segment/explain/explain-condition.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { active, CONDITIONS, ENTERED_AT, EVENTS, guest } from '../../../support/an-explained-guest.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (moment: number) => new Date(moment).toISOString();
const cart = eventsCalled('Cart Updated');
const order = eventsCalled('Order Completed');

const house = anActiveProgram(
  {
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
    orders: { kind: 'times', of: order, keep: 3 },
    'booked entries': {
      kind: 'entry',
      when: {
        kind: 'event',
        label: '',
        aggregate: 'bookings',
        count: { atLeast: 1 },
        withinMilliseconds: DAY,
      },
    },
    carts: {
      kind: 'sequence',
      steps: [
        { kind: 'event', of: cart },
        { kind: 'not', of: eventsCalled('Cart Cleared') },
        { kind: 'event', of: order },
      ],
      spanMilliseconds: 10 * DAY,
    },
    rooms: { kind: 'measure', of: eventsCalled('Booking Made'), measure: 'unique', property: ['room'] },
    'top room': { kind: 'top', of: eventsCalled('Booking Made'), property: ['room'] },
  },
  {
    segments: [
      {
        id: 'lately',
        name: 'Lately',
        when: {
          kind: 'event',
          label: '',
          aggregate: 'bookings',
          count: { atLeast: 1 },
          withinMilliseconds: DAY,
        },
      },
    ],
    computedTraits: { room: { id: 'room', name: 'Room', aggregate: 'top room' } },
  },
);
const booked = {
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 3 },
} as const;
const ordered = { kind: 'event', label: '', aggregate: 'orders', count: { atLeast: 1 } } as const;
const abandoned = {
  kind: 'sequence',
  label: '',
  aggregate: 'carts',
  withinMilliseconds: 30 * DAY,
} as const;
const at = (daysAgo: number, name: string, messageId = `${name} ${daysAgo}`) =>
  anEvent({ time: NOW - daysAgo * DAY, name, messageId });
const explainOf = (events: TrackingEvent[], condition: Condition, entryAt?: number) =>
  explainCondition(house, condition, aGuestOf(house, events), NOW, entryAt, events);

describe('explainCondition', () => {
  it.each(CONDITIONS)('names of %j the very moment at which time alone changes it', (condition) => {
    const { holds, changesAt } = explainCondition(active, condition, guest, NOW, ENTERED_AT);
    const holdsAt = (moment: number) => evaluateCondition(active, condition, guest, moment, ENTERED_AT).holds;
    expect(holdsAt(NOW)).toBe(holds);
    if (changesAt === null || changesAt === undefined) {
      expect(holdsAt(NOW + 1_000 * DAY)).toBe(holds);
    } else {
      expect([holdsAt(changesAt - 1), holdsAt(changesAt)]).toEqual([holds, !holds]);
    }
  });

  it('explains every part of what is joined', () => {
    const condition: Condition = { kind: 'any', of: [{ kind: 'not', of: booked }, { kind: 'everyone' }] };
    const { asked, holds, parts } = explainOf([], condition);
    expect([asked, holds]).toEqual(['any', true]);
    expect(parts.map((part) => [part.asked, part.holds])).toEqual([
      ['not', true],
      ['everyone', true],
    ]);
    expect(parts[0]?.parts.map((part) => part.holds)).toEqual([false]);
  });

  it('explains the segment that is asked about, where events are given', () => {
    const { parts } = explainCondition(
      active,
      { kind: 'segment', segment: 'bookers' },
      guest,
      NOW,
      0,
      EVENTS,
    );
    expect(parts.map(({ asked, events }) => [asked, events?.length])).toEqual([
      ['event Booking Made where room is "Suite"', 1],
    ]);
  });
});

describe('what an event is counted by', () => {
  it('is what counts within the window, and only those events', () => {
    const events = [at(6, 'Booking Made', 'old'), at(0.5, 'Booking Made', 'new')];
    const explained = explainOf(events, { ...booked, withinMilliseconds: DAY });
    expect(explained.seen).toEqual({ count: 1, times: [iso(NOW - DAY / 2)] });
    expect(explained.events?.map(({ messageId }) => messageId)).toEqual(['new']);
  });

  it('given since an event, then its moment is told, and nothing before it', () => {
    const events = [at(3, 'Order Completed', 'before'), at(2, 'Booking Made'), at(1, 'Order Completed', 'o')];
    const explained = explainOf(events, { ...ordered, since: { kind: 'event', aggregate: 'bookings' } });
    expect(explained).toMatchObject({ holds: true, seen: { count: 1 }, since: NOW - 2 * DAY });
    expect(explained.events?.map(({ messageId }) => messageId)).toEqual(['o']);
    const never = explainOf([events[0] as TrackingEvent], {
      ...ordered,
      since: { kind: 'event', aggregate: 'bookings' },
    });
    expect(never).toMatchObject({ holds: false, seen: { count: 0 }, since: null });
    expect(never.events).toBeUndefined();
  });

  it('given since a segment that was left, then its last entry is told, and that leaving changes nothing', () => {
    const since = { kind: 'segment', segment: 'lately', aggregate: 'booked entries' } as const;
    const left = explainOf([at(5, 'Booking Made'), at(1, 'Order Completed')], { ...ordered, since });
    expect(left).toMatchObject({ holds: true, since: NOW - 5 * DAY, changesAt: null });
    const inside = explainOf([at(0.5, 'Booking Made'), at(0.25, 'Order Completed')], { ...ordered, since });
    expect(inside).toMatchObject({ holds: true, changesAt: null });
  });

  it('given more than are remembered, then it is at least so many', () => {
    const events = Array.from({ length: 140 }, (_, place) => at(1 + place / 200, 'Booking Made'));
    expect(explainOf(events, booked).seen).toMatchObject({ count: 3, mayBeMore: true });
    expect(explainOf(events.slice(0, 2), booked).seen).not.toHaveProperty('mayBeMore');
  });

  it('tells of many the newest five', () => {
    const events = Array.from({ length: 7 }, (_, place) => at(1 + place, 'Booking Made', `b${place}`));
    const told = explainOf(events, booked).events?.map(({ messageId }) => messageId);
    expect(told).toEqual(['b0', 'b1', 'b2', 'b3', 'b4']);
  });
});

describe('when a membership changes', () => {
  it('is when the condition of its segment does', () => {
    const events = [at(0.5, 'Booking Made')];
    const member = aGuestOf(house, events, { segments: { lately: { since: NOW - DAY / 2, entries: 1 } } });
    const explain = (profile: typeof member) =>
      explainCondition(house, { kind: 'segment', segment: 'lately' }, profile, NOW);
    expect(explain(member)).toMatchObject({ holds: true, changesAt: NOW + DAY / 2 });
    // Stored before its condition was: what it will do is not known.
    expect(explain({ ...member, segments: {} })).not.toHaveProperty('changesAt');
  });
});

describe('a sequence', () => {
  const explain = (...events: TrackingEvent[]) => explainOf(events, abandoned);

  it('given one that is whole, then its events are told with their steps', () => {
    const told = explain(at(5, 'Cart Updated', 'c'), at(4, 'Order Completed', 'o'));
    expect(told.seen).toEqual({ reached: 2, of: 2, from: iso(NOW - 5 * DAY), to: iso(NOW - 4 * DAY) });
    expect(told.events?.map(({ messageId, step }) => [messageId, step])).toEqual([
      ['o', 3],
      ['c', 1],
    ]);
  });

  it('given one that is broken, then it tells how far it came, and what broke it', () => {
    const told = explain(
      at(5, 'Cart Updated', 'c'),
      at(4, 'Cart Cleared', 'x'),
      at(3, 'Order Completed', 'o'),
    );
    expect(told).toMatchObject({
      holds: false,
      seen: {
        reached: 1,
        of: 2,
        brokenBy: { messageId: 'x', event: 'Cart Cleared', timestamp: iso(NOW - 4 * DAY) },
      },
    });
    expect(told.events?.map(({ messageId, step, breaks }) => [messageId, step, breaks])).toEqual([
      ['o', 3, undefined],
      ['x', 2, true],
      ['c', 1, undefined],
    ]);
  });

  it('given one that is open, or none, then it tells how far it came', () => {
    expect(explain(at(5, 'Cart Updated')).seen).toMatchObject({ reached: 1, of: 2 });
    expect(explain().seen).toEqual({ reached: 0, of: 2 });
  });

  it('given one whose window is over, that took too long, or began too early, then that is told', () => {
    expect(explain(at(40, 'Cart Updated'), at(39, 'Order Completed')).seen).toMatchObject({
      reached: 2,
      missed: 'window',
    });
    expect(explain(at(20, 'Cart Updated'), at(5, 'Order Completed')).seen).toMatchObject({
      reached: 2,
      missed: 'span',
    });
    const onJourney = { ...abandoned, since: { kind: 'entry' } } as const;
    const early = explainOf([at(5, 'Cart Updated'), at(4, 'Order Completed')], onJourney, NOW - 3 * DAY);
    expect(early).toMatchObject({ since: NOW - 3 * DAY, seen: { reached: 2, missed: 'since' } });
  });
});

describe('what is approximate', () => {
  const rooms = (count: number) =>
    Array.from({ length: count }, (_, room) =>
      anEvent({ time: NOW - room, messageId: `b${room}`, properties: { room: `room ${room}` } }),
    );
  const unique: Condition = {
    kind: 'measure',
    label: '',
    measure: 'unique',
    property: 'room',
    aggregate: 'rooms',
    matcher: { tests: [{ op: 'atLeast', value: 5 }], ignoreCase: false },
  };
  const trait: Condition = { kind: 'trait', path: ['room'], matcher: { tests: [], ignoreCase: false } };

  it.each([unique, trait])('is said of $kind past 100 different values', (condition) => {
    expect(explainOf(rooms(101), condition)).toMatchObject({ approximate: true });
    expect(explainOf(rooms(100), condition)).not.toHaveProperty('approximate');
  });
});
