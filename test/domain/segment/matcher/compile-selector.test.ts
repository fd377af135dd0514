import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../domain/event/json.ts';
import type { EventSelector } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { compileSelector } from '../../../../domain/segment/matcher/compile-selector.ts';
import type { MatcherTest, PathMatcher } from '../../../../domain/segment/matcher/matcher.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const selects = (selector: Partial<EventSelector>, event = anEvent()) =>
  compileSelector({ names: ['Booking Made'], where: [], ...selector }, 'UTC')(event);
const at = (path: string, test: MatcherTest): PathMatcher => ({
  path: path.split('.'),
  matcher: { tests: [test], ignoreCase: false },
});

describe('compileSelector', () => {
  it('takes events of its names; without one any that has a name', () => {
    const { name: _name, ...identify } = anEvent({ type: 'identify' });
    const named = (...names: string[]) => [anEvent(), identify].map((event) => selects({ names }, event));
    expect(named('Booking Made')).toEqual([true, false]);
    expect(named('Order Completed', 'Booking Made')).toEqual([true, false]);
    expect(named('Order Completed', 'Order Refunded')).toEqual([false, false]);
    expect(named()).toEqual([true, false]);
  });

  it.each([[['Booking Made']], [[]]])(
    'given names %j after a moment, then what is later than that',
    (names) => {
      expect(selects({ names, after: NOW - 1 })).toBe(true);
      expect(selects({ names, after: NOW })).toBe(false);
    },
  );

  it('takes what has all that is asked for, of its properties', () => {
    const where = [at('room', { op: 'is', value: 'Suite' }), at('guest.age', { op: 'atLeast', value: 18 })];
    const has = (properties: JsonObject) => selects({ where }, anEvent({ properties }));
    expect(has({ room: 'Suite', guest: { age: 18 } })).toBe(true);
    expect(has({ room: 'Suite', guest: { age: 17 } })).toBe(false);
    expect(has({ guest: { age: 18 } })).toBe(false);
  });

  it('given a path that begins with context, then of the context', () => {
    const where = [at('context.page.path', { op: 'is', value: '/spa' })];
    expect(selects({ where }, anEvent({ context: { page: { path: '/spa' } } }))).toBe(true);
    expect(selects({ where }, anEvent({ properties: { context: { page: { path: '/spa' } } } }))).toBe(false);
    expect(selects({ where }, anEvent({ context: { context: { page: { path: '/spa' } } } }))).toBe(false);
  });

  it('asks what is asked of the present as of the event', () => {
    const where = [at('checkIn', { op: 'withinNext', milliseconds: 86_400_000 })];
    const checkIn = new Date(NOW + 86_400_000 / 2).toISOString();
    const made = (time: number) => selects({ where }, anEvent({ time, properties: { checkIn } }));
    expect([made(NOW), made(NOW - 86_400_000)]).toEqual([true, false]);
  });
});
