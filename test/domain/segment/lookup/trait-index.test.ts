import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { findDependencies } from '../../../../domain/segment/condition/find-dependencies.ts';
import { createTraitIndex } from '../../../../domain/segment/lookup/trait-index.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { aProgram } from '../../../support/a-program.ts';

const asks = (path: string, ...tests: MatcherTest[]): Condition => ({
  kind: 'trait',
  path: path.split('.'),
  matcher: { tests, ignoreCase: false },
});
const is = (value: string): MatcherTest => ({ op: 'is', value });

/** Which of the conditions may change, by their places, each once. */
function foundOf(conditions: readonly Condition[], name: string, before?: JsonValue, after?: JsonValue) {
  const program = aProgram({ aggregates: { lately: { kind: 'entry', when: asks('city', is('Berlin')) } } });
  const segments = conditions.map((when, place) => ({ id: `s${place}`, name: '', when }));
  const index = createTraitIndex(
    segments,
    segments.map(({ when }) => findDependencies(when, program)),
  );
  const found: number[] = [];
  index.find(name, before, after, found);
  return { found: [...new Set(found)].sort((a, b) => a - b), all: [...new Set(index.all(name))] };
}

describe('the segments that a trait may change', () => {
  const cities = ['Berlin', 'Hamburg', 'Bonn'].map((city) => asks('city', is(city)));

  it('are those that ask for its value of before, or of now', () => {
    expect(foundOf(cities, 'city', 'Berlin', 'Bonn')).toEqual({ found: [0, 2], all: [0, 1, 2] });
    expect(foundOf(cities, 'city', undefined, 'Hamburg').found).toEqual([1]);
    expect(foundOf(cities, 'city', 'Berlin', 'Berlin').found).toEqual([]);
    expect(foundOf(cities, 'town', 'Berlin', 'Bonn')).toEqual({ found: [], all: [] });
  });

  it('given what only denies, then those that deny its value of before, or of now', () => {
    const denied = (test: MatcherTest) =>
      [undefined, 'Berlin', 'Bonn'].map(
        (after) => foundOf([asks('city', test)], 'city', 'Rome', after).found,
      );
    const tests: MatcherTest[] = [
      { op: 'isNot', value: 'Berlin' },
      { op: 'excludes', value: 'Berlin' },
      { op: 'notIn', values: ['Berlin', 'Hamburg'] },
    ];
    for (const test of tests) expect(denied(test)).toEqual([[], [0], []]);
    expect(foundOf([asks('city', { op: 'isNot', value: 'Rome' })], 'city', 'Rome', 'Bonn').found).toEqual([
      0,
    ]);
  });

  it('given several tests, or none that names values, then at least those that may turn', () => {
    const both = asks('city', { op: 'isNot', value: 'Berlin' }, { op: 'exists', expected: true });
    expect(foundOf([both], 'city', undefined, 'Bonn').found).toEqual([0]);
    expect(foundOf([asks('city')], 'city', undefined, 'Bonn').found).toEqual([0]);
  });

  it('looks through what is made of others, and only at what the trait itself is asked', () => {
    const joined: Condition = {
      kind: 'all',
      of: [asks('address.city', is('Berlin')), { kind: 'not', of: asks('size', is('L')) }],
    };
    expect(foundOf([joined], 'size', 'M', 'L').found).toEqual([0]);
    expect(foundOf([joined], 'size', 'M', 'S').found).toEqual([]);
    expect(foundOf([joined], 'address', undefined, { city: 'Berlin' }).found).toEqual([0]);
    expect(foundOf([joined], 'address', undefined, { city: 'Bonn' }).found).toEqual([]);
  });

  it('are also those that ask about it in other ways, whatever its value', () => {
    const reachable: Condition = { kind: 'not', of: { kind: 'reachable', channel: 'email' } };
    const inside: Condition = { kind: 'segment', segment: 's', aggregate: 'lately', forMilliseconds: 5 };
    expect(foundOf([reachable, cities[0] as Condition], 'email', 'a', 'b')).toEqual({ found: [0], all: [0] });
    expect(foundOf([inside, cities[1] as Condition], 'city', 'Rome', 'Bonn').found).toEqual([0]);
  });
});
