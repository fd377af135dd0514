import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { stableShare } from '../../../../domain/segment/condition/stable-share.ts';
import { seeCondition } from '../../../../domain/segment/explain/see-condition.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const booked: Condition = {
  kind: 'event',
  label: '',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  withinMilliseconds: 2 * HOUR,
};
const active = anActiveProgram({
  bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
  carts: {
    kind: 'sequence',
    steps: [
      { kind: 'event', of: eventsCalled('Cart Updated') },
      { kind: 'event', of: eventsCalled('Order Completed') },
    ],
  },
  'booked entries': { kind: 'entry', when: booked },
});
const guest = aGuestOf(active, [anEvent({ time: NOW - HOUR })]);
const see = (condition: Condition, now = NOW) => seeCondition(ask(active, guest, now), condition);
const trait = (name: string): Condition => ({
  kind: 'trait',
  path: [name, 'value'],
  matcher: { tests: [], ignoreCase: false },
});
const bookedFor: Condition = {
  kind: 'segment',
  segment: 'bookers',
  aggregate: 'booked entries',
  forMilliseconds: HOUR,
};

describe('seeCondition', () => {
  it('sees nothing of what is made of others', () => {
    const joined = (['all', 'any'] as const).map((kind): Condition => ({ kind, of: [] }));
    for (const condition of [{ kind: 'everyone' } as const, ...joined])
      expect(see(condition)).toBeUndefined();
    expect(see({ kind: 'not', of: { kind: 'everyone' } })).toBeUndefined();
  });

  it('sees where the guest stands in the lottery', () => {
    expect(see({ kind: 'random', share: 0.5, salt: 'tea' })).toEqual({
      drew: stableShare(guest.seed, 'tea'),
      below: 0.5,
    });
  });

  it('given steps that never came in their order, then none of them happened', () => {
    expect(see({ kind: 'sequence', label: '', aggregate: 'carts' })).toEqual({ reached: 0, of: 2 });
  });

  it('sees one value by itself, of several all, and of none null', () => {
    const seen = (likes: JsonValue) =>
      seeCondition(ask(active, aGuestOf(active, [anEvent({ traits: { likes } })]), NOW), trait('likes'));
    expect(seen([{ value: 'spa' }, { value: 'sea' }])).toEqual(['spa', 'sea']);
    expect(seen([{ value: 'spa' }])).toBe('spa');
    expect(seen([])).toBeNull();
  });

  it('sees the present stretch on the events’ own time line, whatever the membership says', () => {
    expect(see(bookedFor)).toBe('2026-03-02T09:00:00.000Z');
    expect(see(bookedFor, NOW + HOUR)).toBeNull();
    expect(see({ kind: 'segment', segment: 'bookers' })).toBeNull();
  });

  it('given somebody who has left, then they are outside', () => {
    const left = { ...guest, segments: { bookers: { since: null, entries: 1 } } };
    expect(seeCondition(ask(active, left, NOW), { kind: 'segment', segment: 'bookers' })).toBeNull();
  });
});
