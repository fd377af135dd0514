import { describe, expect, it } from 'vitest';
import { aGuestWho, aToldEvent, DAY, holdsAfter, START } from '../../../support/oracle/a-told-event.ts';
import { matches } from '../../../support/oracle/matchers.ts';
import { valuesAt } from '../../../support/oracle/paths.ts';
import { computedTrait } from '../../../support/oracle/traits.ts';
import type { Json, WrittenMatcher, WrittenTrait } from '../../../support/oracle/written.ts';

const asked = { now: START, zone: 'Europe/Berlin' };
const isMatch = (value: Json | undefined, matcher: WrittenMatcher) =>
  matches(valuesAt({ value }, 'value'), matcher, asked);

describe('the oracle: matchers', () => {
  it.each<readonly [Json | undefined, WrittenMatcher, boolean]>([
    ['Suite', 'Suite', true],
    ['Suite', ['Single', 'Suite'], true],
    ['5.0', 5, true],
    ['5.0', '5', false],
    [true, 'true', false],
    ['suite', { is: 'Suite' }, false],
    ['suite', { is: 'Suite', ignoreCase: true }, true],
    ['', { exists: true }, true],
    [null, { exists: false }, true],
    [undefined, { isNot: 'a' }, true],
    [undefined, { notIn: ['a'] }, true],
    [undefined, { excludes: 'a' }, true],
    [undefined, { atMost: 5 }, false],
    ['12', { atLeast: 12 }, true],
    ['free', { lessThan: 12 }, false],
    [12, { between: [12, 20] }, true],
    [20.5, { between: [12, 20] }, false],
    ['2026-03-08T01:00:00', { atLeast: '2026-03-08T00:00:00Z' }, true],
    [['a', 'b'], { includes: 'b' }, true],
    [['a', 'b'], { isNot: 'b' }, false],
    [['a', 'b'], { includesAll: ['a', 'b'] }, true],
    [['a', 'b'], { includesAll: ['a', 'c'] }, false],
    [[3, 12], { atLeast: 5, lessThan: 5 }, false],
    [[3, 12, 7], { atLeast: 5, lessThan: 10 }, true],
    [['ab', 'yz'], { startsWith: 'a', endsWith: 'z' }, false],
    [['ab', 'yz'], { startsWith: 'a', excludes: 'yz' }, false],
    [['ab', 'yz'], { startsWith: 'a', includesAll: ['ab', 'yz'] }, true],
    ['Suite 7', { matches: '^Suite [0-9]$' }, true],
    [[{ a: 1, b: 2 }], { some: { a: 1, b: 2 } }, true],
    [[{ a: 1 }, { b: 2 }], { some: { a: 1, b: 2 } }, false],
    [' 5 ', { is: 5 }, true],
    ['2026-03-01T00:00:00Z', { atLeast: 1_772_323_200 }, true],
    ['2026-03-01T00:00:00Z', { moreThan: 1_772_323_200_000 }, false],
    ['3.2', { versionAtLeast: '3.2.0' }, true],
    ['3.2.0-beta', { versionBelow: '3.2.0' }, true],
    ['x', { versionBelow: '3.2.0' }, false],
  ])('%j as %j: %s', (value, matcher, expected) => {
    expect(isMatch(value, matcher)).toBe(expected);
  });

  it('`ago` ends on a birthday, in the playbook\u2019s zone; a window counts days of 24 hours', () => {
    // given: midnight of 8 March 2026 in Berlin is 23:00 of the day before
    const birthday = (now: number, test: string) =>
      matches(['2008-03-08'], { [test]: '18 years ago' }, { now, zone: 'Europe/Berlin' });
    const turn = START - 3_600_000;
    // then
    expect([birthday(turn, 'before'), birthday(turn, 'after')]).toEqual([false, false]);
    expect(birthday(turn + 1, 'before')).toBe(true);
    expect(birthday(turn - 1, 'after')).toBe(true);
  });

  it('withinLast includes now and withinNext does not; each has its far end', () => {
    const moment = new Date(START).toISOString();
    const at = (now: number, test: string) => matches([moment], { [test]: '1 day' }, { now, zone: 'UTC' });
    expect([-1, 0, DAY - 1, DAY].map((after) => at(START + after, 'withinLast'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([-DAY - 1, -DAY, -1, 0].map((after) => at(START + after, 'withinNext'))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('what `where` asks about the present is asked as of the event\u2019s own time', () => {
    const checkIn = new Date(START + DAY).toISOString();
    const guest = aGuestWho([aToldEvent('Booking Made', 0, { properties: { checkIn } })]);
    const soon = { event: 'Booking Made', where: { checkIn: { withinNext: '1 day' } } };
    expect(holdsAfter(guest, soon, 100 * DAY)).toBe(true);
  });
});

describe('the oracle: computed traits', () => {
  const order = (after: number, revenue: Json) =>
    aToldEvent('Order Completed', after, {
      properties: { revenue, products: [{ price: revenue }, { price: 1 }] },
    });
  const of = { event: 'Order Completed' };
  const traitOf = (revenues: readonly Json[], trait: WrittenTrait) =>
    computedTrait(
      aGuestWho(
        revenues.map((each, index) => order(index, each)),
        { traits: { trait } },
      ),
      'trait',
      START + DAY,
    );

  it.each<readonly [readonly Json[], WrittenTrait, Json | undefined]>([
    [[0.1, 0.2, '0.3', 'free', null], { sum: 'revenue', of }, 0.6],
    [[0.1, 0.2, 0.3], { average: 'revenue', of }, 0.2],
    [[], { average: 'revenue', of }, undefined],
    [[], { sum: 'revenue', of }, 0],
    [[5, -3], { min: 'revenue', of }, -3],
    [['12.5', 5], { max: 'revenue', of }, 12.5],
    [[5, '5', 5, '05', '5.0'], { unique: 'revenue', of }, ['05', 5]],
    [[5, 6, 5, 6], { top: 'revenue', of }, 6],
    [[null, 'a', 'b'], { first: 'revenue', of }, 'a'],
    [['a', 'b', null], { last: 'revenue', of }, 'b'],
    [[7], { last: 'products.price', of }, [7, 1]],
    [[7, 8], { sum: 'products.price', of }, 17],
    [[0.1], { sum: 'revenue', of, times: 3, minus: { count: true, of } }, -0.7],
  ])('of %j, %j is %j', (revenues, trait, expected) => {
    expect(traitOf(revenues, trait)).toEqual(expected);
  });
});
