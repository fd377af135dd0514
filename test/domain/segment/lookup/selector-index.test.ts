import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import type { EventSelector } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { createSelectorIndex } from '../../../../domain/segment/lookup/selector-index.ts';
import { compileSelector } from '../../../../domain/segment/matcher/compile-selector.ts';
import type { Matcher, MatcherTest, PathMatcher } from '../../../../domain/segment/matcher/matcher.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const NAMES = ['Booking Made', 'Signed Up', '__proto__'];
const STEPS = ['category', 'price', 'products', 'toString'];

const scalar = fc.constantFrom<string | number | boolean>(
  ...['Suits', 'suits', 'SUITS', 'Su', 'İ', '', '5', '5.0', '-0', '1e999', 'true', '2026-03-01'],
  ...[' 5 ', 1_772_323_200, '2026-03-01T00:00:01Z'],
  ...[5, 0, -3, 0.1, 12, true, false],
);
const ordered = fc.constantFrom<string | number>(
  ...[5, '5', '5.0', 0, -3, 12.5, 'Suits', '2026-03-01', 1_772_323_200],
);
const flatTest: fc.Arbitrary<MatcherTest> = fc.oneof(
  fc.record({ op: fc.constantFrom('is', 'isNot', 'includes', 'excludes'), value: scalar }),
  fc.record({
    op: fc.constantFrom('in', 'notIn', 'includesAny', 'includesAll'),
    values: fc.array(scalar, { maxLength: 3 }),
  }),
  fc.record({ op: fc.constantFrom('atLeast', 'atMost', 'moreThan', 'lessThan'), value: ordered }),
  fc.record({ op: fc.constant('between' as const), from: ordered, to: ordered }),
  fc.record({
    op: fc.constantFrom('startsWith', 'endsWith', 'containsText'),
    text: fc.constantFrom('S', 'su', '', '5', 'T'),
  }),
  fc.record({ op: fc.constant('exists' as const), expected: fc.boolean() }),
  fc.record({ op: fc.constantFrom('before', 'after'), at: fc.constant({ agoMilliseconds: 1000 }) }),
);
const path = fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 3 });
const matcherOf = (test: fc.Arbitrary<MatcherTest>): fc.Arbitrary<Matcher> =>
  fc.record({ tests: fc.array(test, { minLength: 1, maxLength: 3 }), ignoreCase: fc.boolean() });
const some = fc
  .array(fc.record({ path, matcher: matcherOf(flatTest) }), { minLength: 1, maxLength: 2 })
  .map((where) => ({ op: 'some' as const, where }));
const clause: fc.Arbitrary<PathMatcher> = fc.record({
  path: fc.oneof(
    path,
    path.map((steps) => ['context', ...steps]),
  ),
  matcher: matcherOf(fc.oneof({ weight: 5, arbitrary: flatTest }, { weight: 1, arbitrary: some })),
});
const selector: fc.Arbitrary<EventSelector> = fc.record({
  names: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
  where: fc.array(clause, { maxLength: 3 }),
});

/** Objects and lists within each other, of steps that the selectors name. */
const value = fc.letrec<{ node: JsonValue; object: JsonObject }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom(...STEPS), tie('node'), { maxKeys: 4, noNullPrototype: true }),
}));
const event = fc
  .record({ name: fc.constantFrom(...NAMES), properties: value.object, context: value.object })
  .map((parts) => anEvent(parts));

describe('createSelectorIndex', () => {
  it('finds whatever an event matches, and calls nothing else certain', () => {
    let matches = 0;
    let decided = 0;
    let cases = 0;
    fc.assert(
      fc.property(
        fc.array(selector, { minLength: 1, maxLength: 12 }),
        fc.array(event, { minLength: 1, maxLength: 4 }),
        (selectors, events) => {
          // given
          cases += 1;
          const index = createSelectorIndex(selectors.map((of, item) => ({ of, item })));
          for (const one of events) {
            // when
            const found = index.find(one);
            const { certain, possible } = index.decide(one);
            // then
            for (const [item, of] of selectors.entries()) {
              if (!compileSelector(of, 'UTC')(one)) {
                expect(certain).not.toContain(item);
                continue;
              }
              matches += 1;
              decided += certain.includes(item) ? 1 : 0;
              expect(found).toContain(item);
            }
            expect(new Set(found).size).toBe(found.length);
            expect([...certain, ...possible].sort()).toEqual([...found].sort());
          }
        },
      ),
      { numRuns: 5000 },
    );
    expect(matches).toBeGreaterThan(cases / 2);
    expect(decided).toBeGreaterThan(cases / 10);
  });

  it.each<[what: string, matcher: (number: number) => Matcher, sent: JsonValue]>([
    ['a text', (number) => only({ op: 'is', value: `Room ${number}` }), 'Room 7'],
    ['a text in any case', (number) => only({ op: 'is', value: `Room ${number}` }, true), 'rOOM 7'],
    ['a number', (number) => only({ op: 'is', value: number }), '7'],
    ['one of some', (number) => only({ op: 'in', values: [number, -number - 1] }), 7],
    ['an element', (number) => only({ op: 'includesAll', values: [number] }), ['Suite', 7]],
    ['a range', (number) => only({ op: 'between', from: number, to: number + 0.5 }), 7],
    [
      'a range of two tests',
      (number) => ({
        tests: [
          { op: 'atLeast', value: number },
          { op: 'lessThan', value: number + 0.5 },
        ],
        ignoreCase: false,
      }),
      7,
    ],
    ['a beginning', (number) => only({ op: 'startsWith', text: `${number}/` }), '7/suites'],
  ])('finds by %s only what asks for it', (_, matcher, sent) => {
    // given
    const shared = { path: ['hotel'], matcher: only({ op: 'is', value: 'Adler' }) };
    const index = createSelectorIndex(
      Array.from({ length: 1000 }, (__, number) => ({
        item: number,
        of: {
          names: ['Room Viewed'],
          where: [shared, { path: ['products', 'room'], matcher: matcher(number) }],
        },
      })),
    );
    // when
    const found = index.find(
      anEvent({ name: 'Room Viewed', properties: { hotel: 'Adler', products: [{ room: sent }] } }),
    );
    // then
    expect([...found]).toEqual([7]);
  });

  it('looks up an object’s own steps where many are asked for', () => {
    // given
    const index = createSelectorIndex(
      Array.from({ length: 100 }, (_, number) => ({
        item: number,
        of: {
          names: [],
          where: [{ path: ['context', `test-${number}`], matcher: only({ op: 'is', value: 'B' }) }],
        },
      })),
    );
    // when
    const found = index.find(anEvent({ time: NOW, context: { 'test-3': 'B', 'test-4': 'A', other: 'B' } }));
    // then
    expect([...found]).toEqual([3]);
  });

  it('finds nothing for an event without a name', () => {
    const index = createSelectorIndex([{ item: 'any', of: { names: [], where: [] } }]);
    const { name, ...identify } = anEvent({ type: 'identify' });
    expect(index.find(identify)).toEqual([]);
  });

  it('tells the names that are asked for, each once', () => {
    const names = [['Signed Up'], ['Booking Made', 'Signed Up'], []];
    const index = createSelectorIndex(names.map((of, item) => ({ item, of: { names: of, where: [] } })));
    expect([...index.names].sort()).toEqual(['Booking Made', 'Signed Up']);
  });

  it('given a name that nobody asks for, then finds what asks for any', () => {
    const named = { item: 'named', of: { names: ['Signed Up'], where: [] } };
    const any = { item: 'any', of: { names: [], where: [] } };
    const event = anEvent({ name: 'Booking Made' });
    expect(createSelectorIndex([named]).decide(event)).toEqual({ certain: [], possible: [] });
    expect(createSelectorIndex([named, any]).decide(event)).toEqual({ certain: ['any'], possible: [] });
    expect(createSelectorIndex([any]).find(event)).toEqual(['any']);
  });

  it('given a moment that it counts from, then that the event is selected is only possible', () => {
    const index = createSelectorIndex([{ item: 'late', of: { names: [], where: [], after: NOW + 1 } }]);
    expect(index.decide(anEvent())).toEqual({ certain: [], possible: ['late'] });
  });

  it('given an item with several selectors, then it is found once, and certain if one of them makes it so', () => {
    // given
    const certain = { names: ['Booking Made'], where: [] };
    const possible = {
      names: ['Booking Made'],
      where: [{ path: ['room'], matcher: only({ op: 'exists', expected: true }) }],
    };
    const foundOf = (...selectors: EventSelector[]) =>
      createSelectorIndex(selectors.map((of) => ({ item: 'it', of }))).decide(anEvent());
    // then
    expect(foundOf(certain, certain)).toEqual({ certain: ['it'], possible: [] });
    expect(foundOf(certain, possible)).toEqual({ certain: ['it'], possible: [] });
    expect(foundOf(possible, possible)).toEqual({ certain: [], possible: ['it'] });
    expect(foundOf({ ...certain, names: [] }, certain)).toEqual({ certain: ['it'], possible: [] });
  });
});

function only(test: MatcherTest, ignoreCase = false): Matcher {
  return { tests: [test], ignoreCase };
}
