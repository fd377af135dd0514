import { describe, expect, it } from 'vitest';
import { checkSeen, type Received } from '../../../domain/playbook/check-seen.ts';
import { namesUsedIn } from '../../../domain/playbook/names-used.ts';

const used = (data: unknown) =>
  namesUsedIn(data).map(({ kind, name, events, path }) => [kind, name, events.join(), path.join('/')]);

describe('the names that a file of a playbook uses', () => {
  it('given conditions within conditions, then events, properties and traits with their places', () => {
    const when = {
      all: [
        { event: ['Signed Up', 'Registered'], where: { plan: 'pro', 'context.app.version': '1' } },
        { not: { trait: 'address.city', is: 'Berlin' } },
        { list: 'press-guests' },
        { event: 'any', where: { venue: 'bar' } },
      ],
    };
    expect(used({ name: 'x', when })).toEqual([
      ['event', 'Signed Up', '', 'when/all/0/event/0'],
      ['event', 'Registered', '', 'when/all/0/event/1'],
      ['property', 'plan', 'Signed Up,Registered', 'when/all/0/where/plan'],
      ['trait', 'address.city', '', 'when/all/1/not/trait'],
      ['list', 'press-guests', '', 'when/all/2/list'],
      ['property', 'venue', '', 'when/all/3/where/venue'],
    ]);
  });

  it('given measures, lists of objects, pairs and shares, then the properties that they ask for', () => {
    const ordered = {
      event: 'Order Completed',
      where: { products: { some: { brand: 'A' } } },
      sum: { of: 'revenue' },
    };
    expect(used(ordered).slice(1)).toEqual([
      ['property', 'products', 'Order Completed', 'where/products'],
      ['property', 'products.brand', 'Order Completed', 'where/products/some/brand'],
      ['property', 'revenue', 'Order Completed', 'sum/of'],
    ]);
    const reviewed = { event: 'Reviewed', matching: { event: 'Ordered', on: { id: 'products.id' } } };
    expect(used(reviewed)).toEqual([
      ['event', 'Reviewed', '', 'event'],
      ['property', 'id', 'Reviewed', 'matching/on/id'],
      ['property', 'products.id', 'Ordered', 'matching/on/id'],
      ['event', 'Ordered', '', 'matching/event'],
    ]);
    expect(used({ affinity: 'category', is: 'Dresses', over: { event: 'Viewed' } })).toEqual([
      ['property', 'category', 'Viewed', 'affinity'],
      ['event', 'Viewed', '', 'over/event'],
    ]);
    expect(used({ affinity: 'category', is: 'Dresses' })).toEqual([['property', 'category', '', 'affinity']]);
  });

  it('given a computed trait, a trigger and what begins a visit, then those too', () => {
    expect(
      used({ sum: 'revenue', of: { event: 'Ordered' }, minus: { sum: 'refund', of: { event: 'Refunded' } } }),
    ).toEqual([
      ['property', 'revenue', 'Ordered', 'sum'],
      ['event', 'Ordered', '', 'of/event'],
      ['property', 'refund', 'Refunded', 'minus/sum'],
      ['event', 'Refunded', '', 'minus/of/event'],
    ]);
    expect(used({ trigger: { date: 'birthday', yearly: true } })).toEqual([
      ['trait', 'birthday', '', 'trigger/date'],
    ]);
    expect(used({ visit: { begins: ['Checked In'] } })).toEqual([
      ['event', 'Checked In', '', 'visit/begins/0'],
    ]);
  });
});

const received: Received = {
  events: new Map([
    ['Booking Made', new Set(['room', 'rooms.kind'])],
    ['Noisy', new Set(Array.from({ length: 100 }, (_, index) => `p${index}`))],
  ]),
  traits: new Set(['tags']),
  computed: new Set(['bookings']),
  lists: new Set(['press-guests']),
};
const complaints = (data: unknown) =>
  checkSeen(received, namesUsedIn(data)).map(({ message, hint }) => [message, hint]);

describe('names that were never received', () => {
  it.each<[string, object, string, string | undefined]>([
    [
      'an event',
      { event: 'Bookng Made' },
      'the event `Bookng Made` was never received',
      'did you mean `Booking Made`?',
    ],
    [
      'a property',
      { event: 'Booking Made', where: { romm: 1 } },
      'the property `romm` was never received with `Booking Made`',
      'did you mean `room`?',
    ],
    ['a trait', { trait: 'tasg' }, 'the trait `tasg` was never received', 'did you mean `tags`?'],
    ['a list', { list: 'press' }, 'the list `press` was never loaded', undefined],
  ])('given %s, then it is said, with the nearest that was', (_what, data, message, hint) => {
    expect(complaints(data)).toEqual([[message, hint]]);
  });

  it.each<[string, object]>([
    ['what was received', { event: 'Booking Made', where: { room: 1, 'rooms.kind': 2 } }],
    ['own events, which may be still to come', { event: 'Email Opened', where: { campaign: 'win-back' } }],
    ['computed traits', { trait: 'bookings', atLeast: 2 }],
    ['a property of an event that has more of them than are noted', { event: 'Noisy', where: { other: 1 } }],
    ['a property of any event that some event has', { event: 'any', where: { room: 1 } }],
  ])('given %s, then nothing', (_what, data) => {
    expect(complaints(data)).toEqual([]);
  });

  it('given an event that never came, then nothing more is said of its properties', () => {
    expect(complaints({ event: 'Gone', where: { room: 1 } })).toHaveLength(1);
  });
});
