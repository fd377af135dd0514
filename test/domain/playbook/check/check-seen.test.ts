import { describe, expect, it } from 'vitest';
import { checkSeen, type Received } from '../../../../domain/playbook/check/check-seen.ts';
import { namesUsedIn } from '../../../../domain/playbook/names-used.ts';

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
    expect(
      used({ trigger: { event: 'A', matching: { event: 'B', on: { c: 'd' } }, since: { event: 'E' } } }),
    ).toEqual([
      ['event', 'A', '', 'trigger/event'],
      ['property', 'c', 'A', 'trigger/matching/on/c'],
      ['property', 'd', 'B', 'trigger/matching/on/c'],
      ['event', 'B', '', 'trigger/matching/event'],
      ['event', 'E', '', 'trigger/since/event'],
    ]);
    expect(used({ visit: { begins: ['Checked In'] } })).toEqual([
      ['event', 'Checked In', '', 'visit/begins/0'],
    ]);
  });
});

describe('the names that a campaign and the house’s rules use', () => {
  it('given a goal, waits and branches, then their events, properties and traits', () => {
    expect(used({ goal: { event: 'Booked', where: { room: 'Suite' }, within: '7 days' } })).toEqual([
      ['event', 'Booked', '', 'goal/event'],
      ['property', 'room', 'Booked', 'goal/where/room'],
    ]);
    const steps = [
      { wait: { until: { event: 'Called' }, atMost: '1 day' } },
      { wait: { until: 'event.properties.stay.checkIn' } },
      { wait: { until: 'event.context.timezone' } },
      { wait: { until: 'profile.birthday' } },
      { wait: { until: '09:00' } },
      {
        branch: [{ if: { event: 'Paid' }, steps: [{ split: [{ weight: 1, steps: [{ wait: '1 day' }] }] }] }],
      },
    ];
    expect(used({ steps })).toEqual([
      ['event', 'Called', '', 'steps/0/wait/until/event'],
      ['property', 'stay.checkIn', '', 'steps/1/wait/until'],
      ['trait', 'birthday', '', 'steps/3/wait/until'],
      ['event', 'Paid', '', 'steps/5/branch/0/if/event'],
    ]);
  });

  it('given suppressions, then what they ask', () => {
    expect(used({ suppress: [{ name: 'a', when: { event: 'Ordered' }, topics: ['suits'] }] })).toEqual([
      ['event', 'Ordered', '', 'suppress/0/when/event'],
    ]);
  });

  it('given traits that are set, and a body, then only what is replaced: their keys may be any', () => {
    const set = { traits: { event: 'Party', trait: '{{ event.properties.room }}', a: '{{profile.tier}}' } };
    const send = { channel: 'webhook', destination: 'crm', body: { event: 'Sent', list: 'a' } };
    expect(used({ steps: [{ set }, { send }] })).toEqual([
      ['property', 'room', '', 'steps/0/set'],
      ['trait', 'tier', '', 'steps/0/set'],
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
