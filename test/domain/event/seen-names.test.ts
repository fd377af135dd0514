import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../../domain/event/names-of-event.ts';
import { MAXIMUM_SEEN_EVENTS, newsAmong, type SeenNames } from '../../../domain/event/seen-names.ts';
import { anEvent } from '../../support/an-event.ts';

const NOTHING: SeenNames = { events: new Map(), traits: new Set() };

describe('the names in an event', () => {
  it('given objects and lists within each other, then the paths that a playbook may write', () => {
    const order = { products: [{ id: 1, tags: ['a'] }, [{ brand: 'A' }]], 'a.b': { c: null } };
    expect(pathsOf(order)).toEqual([
      'products',
      'products.id',
      'products.tags',
      'products.brand',
      'a.b',
      'a.b.c',
    ]);
  });

  it('given names without end, then a bounded part of them', () => {
    const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`p${index}`, 1]));
    expect(pathsOf(wide)).toHaveLength(200);
    expect(pathsOf({ ['x'.repeat(101)]: 1, '': 1, ok: 1 })).toEqual(['ok']);
  });
});

describe('what events bring that is not known', () => {
  it('given a batch, then each name once, and nothing that is known', () => {
    const events = [
      anEvent({ name: 'A', properties: { x: 1 } }),
      anEvent({ name: 'A', properties: { x: 1, y: 2 } }),
    ];
    const news = newsAmong(NOTHING, events);
    expect([...news.events]).toEqual([['A', new Set(['x', 'y'])]]);
    expect(newsAmong(news, events).events.size).toBe(0);
  });

  it('given as many names as are noted, then no more, but what is new of those that are known', () => {
    const known = {
      events: new Map(
        Array.from({ length: MAXIMUM_SEEN_EVENTS }, (_, index) => [`n${index}`, new Set<string>()]),
      ),
      traits: new Set<string>(),
    };
    const news = newsAmong(known, [
      anEvent({ name: 'one more' }),
      anEvent({ name: 'n1', properties: { x: 1 } }),
    ]);
    expect([...news.events.keys()]).toEqual(['n1']);
  });
});
