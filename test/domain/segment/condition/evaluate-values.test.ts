import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AffinityCondition, Condition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import type { Matcher, MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const matching = (...tests: MatcherTest[]): Matcher => ({ tests, ignoreCase: false });
const atLeast = (value: number) => matching({ op: 'atLeast', value });
const counted = { of: eventsCalled('Product Viewed'), measure: 'count', property: null } as const;
const active = anActiveProgram(
  {
    dresses: { kind: 'measure', ...counted },
    views: { kind: 'measure', ...counted },
    'views lately': { kind: 'measure', ...counted, withinMilliseconds: 60 },
    rooms: { kind: 'last', of: eventsCalled('Booking Made'), property: ['room'], withinMilliseconds: 5 },
    presence: { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: 10 },
    recent: {
      kind: 'recent',
      of: eventsCalled('Order Completed'),
      measure: 'sum',
      property: ['revenue'],
      keep: 32,
    },
    brands: {
      kind: 'recent',
      of: eventsCalled('Order Completed'),
      measure: 'unique',
      property: ['brand'],
      keep: 32,
    },
  },
  { computedTraits: { room: { id: 'room', name: 'Room', aggregate: 'rooms' } } },
);

/** Whether it holds so many milliseconds after NOW, and when that may change. */
function verdictOf(condition: Condition, profile: Profile, now = 0, entryAt?: number) {
  const entered = entryAt === undefined ? undefined : NOW + entryAt;
  const { holds, changesAt } = evaluateCondition(active, condition, profile, NOW + now, entered);
  return [holds, changesAt === null ? null : changesAt - NOW];
}

describe('an affinity', () => {
  const affine = (asked: Partial<AffinityCondition>, dresses: number, views: number) =>
    verdictOf(
      { kind: 'affinity', label: '', matched: 'dresses', all: 'views', count: { atLeast: 1 }, ...asked },
      aProfile({ aggregates: { dresses, views } }),
    )[0];

  it('holds if the share is as is asked, and so many were counted', () => {
    expect(affine({ share: atLeast(0.75) }, 3, 4)).toBe(true);
    expect(affine({ share: atLeast(0.76) }, 3, 4)).toBe(false);
    expect(affine({ share: atLeast(0.5), count: { atLeast: 4 } }, 3, 4)).toBe(false);
    expect(affine({ count: { atLeast: 3 } }, 3, 4)).toBe(true);
    expect(affine({ count: { atLeast: 4 } }, 3, 4)).toBe(false);
  });

  it('given nothing, then there is no share, whichever is asked', () => {
    const none = { count: { atLeast: 0 } };
    expect(affine({ ...none, share: matching({ op: 'atMost', value: 1 }) }, 0, 0)).toBe(false);
    expect(affine({ ...none, share: matching({ op: 'isNot', value: 5 }) }, 0, 0)).toBe(false);
    expect(affine(none, 0, 0)).toBe(true);
  });

  it('given a window of either, then it is told when an event leaves it', () => {
    const guest = aGuestOf(active, [anEvent({ name: 'Product Viewed', time: NOW })]);
    const asked = { kind: 'affinity', label: '', count: { atLeast: 1 }, share: atLeast(1) } as const;
    expect(verdictOf({ ...asked, matched: 'views lately', all: 'views' }, guest)).toEqual([true, 61]);
    const more = { ...asked, count: { atLeast: 0 } };
    expect(verdictOf({ ...more, matched: 'views', all: 'views lately' }, guest)).toEqual([true, 61]);
  });
});

describe('a trait', () => {
  const room = (...tests: MatcherTest[]): Condition => ({
    kind: 'trait',
    path: ['room'],
    matcher: matching(...tests),
  });
  const guest = aGuestOf(active, [anEvent({ properties: { room: 'Suite' }, traits: { room: 'sent' } })]);

  it('that is computed is so, whatever is sent by its name, until time changes it', () => {
    expect(verdictOf(room({ op: 'is', value: 'Suite' }), guest)).toEqual([true, 5]);
    expect(verdictOf(room({ op: 'is', value: 'Suite' }), guest, 5)).toEqual([false, null]);
    expect(verdictOf(room({ op: 'is', value: 'sent' }), guest)).toEqual([false, null]);
  });

  it('that is written out is computed as it says', () => {
    const written: Condition = {
      kind: 'trait',
      path: ['other'],
      matcher: matching({ op: 'is', value: 'Suite' }),
      computed: { aggregate: 'rooms' },
    };
    expect(verdictOf(written, guest)).toEqual([true, 5]);
  });

  it('that was never sent, or has the name of what every object has, is missing', () => {
    const exists = matching({ op: 'exists', expected: true });
    for (const name of ['town', 'constructor', 'toString'])
      expect(verdictOf({ kind: 'trait', path: [name], matcher: exists }, guest)).toEqual([false, null]);
  });
});

describe('a presence', () => {
  const beacon = (venue: string, zone?: string) =>
    anEvent({ name: 'Beacon Entered', messageId: venue, properties: { venue, ...(zone && { zone }) } });
  const at = (venue: string | null, zone?: Matcher): Condition => ({
    kind: 'presence',
    venue,
    aggregate: 'presence',
    ...(zone && { zone }),
  });

  it('given a zone, then it must be that of the same venue; one that is not known is missing', () => {
    const guest = aGuestOf(active, [beacon('bar', 'table-1'), beacon('pool')]);
    const table = matching({ op: 'startsWith', text: 'table' });
    expect(verdictOf(at('bar', table), guest)).toEqual([true, 10]);
    expect(verdictOf(at('pool', table), guest)[0]).toBe(false);
    expect(verdictOf(at(null, table), guest)).toEqual([true, 10]);
    expect(verdictOf(at('pool', matching({ op: 'exists', expected: false })), guest)[0]).toBe(true);
    expect(verdictOf(at('pool', matching({ op: 'exists', expected: true })), guest)[0]).toBe(false);
    expect(verdictOf(at('pool'), guest)).toEqual([true, 10]);
    expect(verdictOf(at('spa'), guest)).toEqual([false, null]);
  });
});

describe('a measure since the journey’s beginning', () => {
  const order = (millisecond: number, revenue: number, brand: string) =>
    anEvent({
      name: 'Order Completed',
      messageId: `o${millisecond}`,
      time: NOW + millisecond,
      properties: { revenue, brand },
    });
  const guest = aGuestOf(active, [
    order(0, 5, 'a'),
    order(10, 7, 'b'),
    order(20, 11, 'a'),
    order(30, 2, 'c'),
  ]);
  const since = { kind: 'measure', label: '', since: { kind: 'entry' } } as const;
  const sum = (test: MatcherTest, withinMilliseconds?: number): Condition => ({
    ...since,
    measure: 'sum',
    aggregate: 'recent',
    matcher: matching(test),
    ...(withinMilliseconds !== undefined && { withinMilliseconds }),
  });

  it('takes what came strictly after it, and without a journey nothing', () => {
    expect(verdictOf(sum({ op: 'is', value: 20 }), guest, 40, 0)).toEqual([true, null]);
    expect(verdictOf(sum({ op: 'is', value: 25 }), guest, 40, -1)).toEqual([true, null]);
    expect(verdictOf(sum({ op: 'is', value: 2 }), guest, 40, 20)).toEqual([true, null]);
    expect(verdictOf(sum({ op: 'is', value: 0 }), guest, 40)).toEqual([true, null]);
  });

  it('given a window too, then it takes what is in both, and tells when the oldest leaves', () => {
    expect(verdictOf(sum({ op: 'is', value: 20 }, 60), guest, 70, 0)).toEqual([true, 71]);
    expect(verdictOf(sum({ op: 'is', value: 20 }, 60), guest, 71, 0)).toEqual([false, null]);
    expect(verdictOf(sum({ op: 'is', value: 13 }, 60), guest, 71, 0)).toEqual([true, 81]);
    expect(verdictOf(sum({ op: 'is', value: 13 }, 60), guest, 70, 10)).toEqual([true, 81]);
  });

  it('given different values, then their number is compared', () => {
    const unique = (value: number): Condition => ({
      ...since,
      measure: 'unique',
      aggregate: 'brands',
      matcher: matching({ op: 'is', value }),
    });
    expect(verdictOf(unique(3), guest, 40, 0)).toEqual([true, null]);
    expect(verdictOf(unique(1), guest, 40, 20)).toEqual([true, null]);
    expect(verdictOf(unique(0), guest, 40)).toEqual([true, null]);
  });
});
