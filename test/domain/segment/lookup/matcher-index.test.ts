import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../domain/event/json.ts';
import { createMatcherIndex, type Indexed } from '../../../../domain/segment/lookup/matcher-index.ts';
import type { MatcherTest, PathMatcher } from '../../../../domain/segment/matcher/matcher.ts';

const asks = (path: string, ...tests: MatcherTest[]): PathMatcher => ({
  path: path.split('.'),
  matcher: { tests, ignoreCase: false },
});
const is = (path: string, value: JsonValue): PathMatcher => asks(path, { op: 'is', value });

/** What is found, each as often as it is. */
function foundOf(all: readonly Indexed<string>[], value: JsonValue | undefined) {
  const found = { certain: [] as string[], possible: [] as string[] };
  createMatcherIndex(all)(value, found);
  return { certain: found.certain.sort(), possible: found.possible.sort() };
}

const of = (item: string, ...where: PathMatcher[]): Indexed<string> => ({ item, where });
const NOBODY = { certain: [], possible: [] };

describe('the index of matchers', () => {
  it('given one that asks for a value, then it is certain where the value stands, and not found elsewhere', () => {
    const all = [of('suits', is('category', 'Suits'))];
    expect(foundOf(all, { category: 'Suits' })).toEqual({ certain: ['suits'], possible: [] });
    for (const other of [{ category: 'Dresses' }, { category: null }, { price: 5 }, {}, 'Suits', null]) {
      expect(foundOf(all, other)).toEqual(NOBODY);
    }
    expect(foundOf(all, undefined)).toEqual(NOBODY);
  });

  it('given one that asks for no value, then it is always found: certain if nothing is asked', () => {
    const exists = asks('category', { op: 'exists', expected: true });
    const all = [of('everyone'), of('with a category', exists), { ...of('more'), asksMore: true }];
    for (const value of [{ category: 'Suits' }, {}, undefined]) {
      expect(foundOf(all, value)).toEqual({ certain: ['everyone'], possible: ['more', 'with a category'] });
    }
  });

  it('given one that asks for more than its matchers, then finding it decides nothing', () => {
    const all = [{ ...of('suits', is('category', 'Suits')), asksMore: true }];
    expect(foundOf(all, { category: 'Suits' })).toEqual({ certain: [], possible: ['suits'] });
    expect(foundOf(all, { category: 'Dresses' })).toEqual(NOBODY);
  });

  it('given values in a list, then nothing is certain, but what is asked of all', () => {
    const all = [of('suits', is('products.category', 'Suits')), of('everyone')];
    const found = { certain: ['everyone'], possible: ['suits'] };
    expect(foundOf(all, { products: [{ category: 'Dresses' }, { category: 'Suits' }] })).toEqual(found);
    expect(foundOf(all, { products: { category: ['Suits'] } })).toEqual(found);
    expect(foundOf(all, { products: [[{ category: [['Suits']] }]] })).toEqual(found);
    for (const products of [[], [{ category: 'Dresses' }], ['Suits'], [{ category: [] }]]) {
      expect(foundOf(all, { products })).toEqual({ certain: ['everyone'], possible: [] });
    }
  });

  it('given one of several values, then it is found by each', () => {
    const all = [
      of('wear', asks('category', { op: 'in', values: ['Suits', 'Dresses'] })),
      of('dresses', is('category', 'Dresses')),
    ];
    expect(foundOf(all, { category: 'Suits' }).certain).toEqual(['wear']);
    expect(foundOf(all, { category: 'Dresses' }).certain).toEqual(['dresses', 'wear']);
    expect(foundOf(all, { category: 'Shoes' })).toEqual(NOBODY);
  });

  it('given what asks the same, then all of them are found', () => {
    const all = ['a', 'b', 'c'].map((item) => of(item, is('category', 'Suits')));
    expect(foundOf(all, { category: 'Suits' }).certain).toEqual(['a', 'b', 'c']);
  });

  it('given few that share a test, then it alone finds them, and nothing is certain', () => {
    const all = ['a', 'b', 'c', 'd'].map((item) => of(item, is('hotel', 'Adler'), is('room', '7')));
    expect(foundOf(all, { hotel: 'Adler', room: '8' }).certain).toEqual([]);
    expect(foundOf(all, { hotel: 'Adler', room: '7' })).toEqual({
      certain: [],
      possible: ['a', 'b', 'c', 'd'],
    });
    expect(foundOf(all, { hotel: 'Bär', room: '8' })).toEqual(NOBODY);
  });

  it('given more that share a test, then they are told apart by their others, until all is decided', () => {
    // given
    const guests = (hotel: string, room: string) =>
      ['1', '2', '3', '4', '5'].map((bed) =>
        of(`${hotel} ${room} ${bed}`, is('hotel', hotel), is('room', room)),
      );
    const others = ['B', 'C', 'D', 'E'].flatMap((hotel) => [...guests(hotel, '7'), ...guests(hotel, '8')]);
    const all = [...guests('A', '7'), ...guests('A', '8'), ...others, of('A', is('hotel', 'A'))];
    const inSeven = ['A', ...guests('A', '7').map(({ item }) => item)];
    // then
    expect(foundOf(all, { hotel: 'A', room: '7' })).toEqual({ certain: inSeven, possible: [] });
    expect(foundOf(all, { hotel: 'A', room: '9' })).toEqual({ certain: ['A'], possible: [] });
    expect(foundOf(all, { hotel: 'F', room: '7' })).toEqual(NOBODY);
    expect(foundOf(all, { hotel: 'A', room: ['9', '7'] })).toEqual({
      certain: ['A'],
      possible: inSeven.slice(1),
    });
  });

  it('given more that share all they ask, then all are certain', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'];
    const all = items.map((item) => of(item, is('hotel', 'Adler'), is('room', '7')));
    expect(foundOf(all, { hotel: 'Adler', room: '7' })).toEqual({ certain: items, possible: [] });
    expect(foundOf(all, { hotel: 'Adler', room: '8' })).toEqual(NOBODY);
    expect(foundOf(all, { hotel: ['Adler'], room: '7' })).toEqual({ certain: [], possible: items });
  });

  it('given ranges with one end each, then each is found on its side', () => {
    const all = [
      of('at most 5', asks('price', { op: 'atMost', value: 5 })),
      of('at least 5', asks('price', { op: 'atLeast', value: 5 })),
      of('5', asks('price', { op: 'between', from: 5, to: 5 })),
    ];
    expect(foundOf(all, { price: 3 })).toEqual({ certain: ['at most 5'], possible: [] });
    expect(foundOf(all, { price: 9 })).toEqual({ certain: ['at least 5'], possible: [] });
    expect(foundOf(all, { price: 5 }).certain).toHaveLength(3);
    expect(foundOf(all, { price: [3, 9] }).possible).toHaveLength(3);
  });

  it('looks up steps of paths in the object, or the object’s own among them, whichever are fewer', () => {
    const many = Array.from({ length: 1000 }, (_, number) => `step-${number}`);
    const objectOf = (steps: readonly string[]) => Object.fromEntries(steps.map((step) => [step, 'x']));
    const few = createMatcherIndex(many.slice(0, 16).map((step) => of(step, is(step, 'x'))));
    const looks = looksAt(objectOf(many), (value) => few(value, { certain: [], possible: [] }));
    expect(looks).toBeLessThan(40);
    const all = createMatcherIndex(many.map((step) => of(step, is(step, 'x'))));
    const found = { certain: [] as string[], possible: [] as string[] };
    expect(looksAt(objectOf(['step-7', 'else']), (value) => all(value, found))).toBeLessThan(10);
    expect(found.certain).toEqual(['step-7']);
  });
});

/** How often an object is asked for what it has. */
function looksAt(object: JsonObject, look: (object: JsonObject) => void): number {
  let looks = 0;
  look(
    new Proxy(object, {
      get(target, key, receiver) {
        looks += 1;
        return Reflect.get(target, key, receiver);
      },
      getOwnPropertyDescriptor(target, key) {
        looks += 1;
        return Reflect.getOwnPropertyDescriptor(target, key);
      },
    }),
  );
  return looks;
}
