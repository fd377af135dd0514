import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { compileCounted } from '../../../../domain/segment/explain/compile-counted.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const counted = { kind: 'measure', measure: 'count', property: null } as const;
const aboutPress = {
  path: ['list'],
  matcher: { tests: [{ op: 'is' as const, value: 'press' }], ignoreCase: false },
};
const AGGREGATES: Readonly<Record<string, AggregateSpec>> = {
  'bookings counted': { ...counted, of: eventsCalled('Booking Made') },
  'orders counted': { ...counted, of: eventsCalled('Order Completed') },
  press: { kind: 'last', of: { names: ['List Changed'], where: [aboutPress] }, property: ['member'] },
  treats: { kind: 'grants', offer: 'treat' },
  presence: { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: HOUR },
};
const active = anActiveProgram(AGGREGATES, {
  computedTraits: {
    balance: { id: 'balance', name: 'Balance', aggregate: 'bookings counted', minus: 'orders counted' },
    ordered: { id: 'ordered', name: 'Ordered', aggregate: 'orders counted' },
  },
});

/** An event so many hours ago, called by what it is and when. */
const ago = (hours: number, name: string, more: Partial<TrackingEvent> = {}) =>
  anEvent({ time: NOW - hours * HOUR, name, messageId: `${name} ${hours}`, ...more });

/** Which of the events count. */
function countedOf(condition: Condition, events: readonly TrackingEvent[]) {
  const isCounted = compileCounted(ask(active, aGuestOf(active, events), NOW), condition);
  return events.filter(isCounted).map(({ messageId }) => messageId);
}

describe('what counts for a value of the profile', () => {
  const city: Condition = { kind: 'trait', path: ['city'], matcher: { tests: [], ignoreCase: false } };
  const sends = (hours: number, more: Partial<TrackingEvent>) => ago(hours, 'Item Viewed', more);

  it('given a sent trait, then it is the one call that set it', () => {
    const traits = { city: 'Berlin' };
    const last = sends(1, { traits });
    const events = [sends(2, { traits }), sends(1, { traits, messageId: 'A' }), last, sends(0, {})];
    expect(countedOf(city, events)).toEqual([last.messageId]);
    expect(countedOf(city, [sends(2, { traits, messageId: last.messageId }), last])).toEqual([
      last.messageId,
    ]);
  });

  it('given consent, then it is the call that gave or took it', () => {
    const consent: Condition = { kind: 'consent', purpose: 'marketing' };
    const events = [
      sends(3, { consent: { marketing: true } }),
      sends(2, { consent: { marketing: false } }),
      sends(1, { consent: { location: true } }),
    ];
    expect(countedOf(consent, events)).toEqual(['Item Viewed 2']);
    expect(countedOf({ kind: 'consent', purpose: 'analytics' }, events)).toEqual([]);
  });

  it('given a computed trait, then it is what any of its measures takes in', () => {
    const trait = (name: string): Condition => ({ ...city, path: [name] });
    const events = [ago(2, 'Booking Made'), ago(1, 'Order Completed')];
    expect(countedOf(trait('balance'), events)).toEqual(['Booking Made 2', 'Order Completed 1']);
    expect(countedOf(trait('ordered'), events)).toEqual(['Order Completed 1']);
    const writtenOut = { ...trait('city'), computed: { aggregate: 'bookings counted' } } as Condition;
    expect(countedOf(writtenOut, events)).toEqual(['Booking Made 2']);
  });

  it('given a list, then it is what tells of a membership in that list', () => {
    const changed = (hours: number, properties: TrackingEvent['properties']) =>
      ago(hours, 'List Changed', { properties });
    const list: Condition = { kind: 'list', list: 'press', aggregate: 'press' };
    const events = [
      changed(4, { list: 'press', member: true }),
      changed(3, { list: 'press' }),
      changed(2, { list: 'vip', member: true }),
    ];
    expect(countedOf(list, events)).toEqual(['List Changed 4']);
  });

  it('given an offer, then it is what became of its codes', () => {
    const offer: Condition = { kind: 'offer', offer: 'treat', status: 'held', aggregate: 'treats' };
    const told = (name: string, treat: string) =>
      ago(1, name, { properties: { offer: treat, code: 'A1' }, messageId: `${name} ${treat}` });
    const events = [
      told('Offer Granted', 'treat'),
      told('Offer Redeemed', 'treat'),
      told('Offer Granted', 'tea'),
    ];
    expect(countedOf(offer, events)).toEqual(['Offer Granted treat', 'Offer Redeemed treat']);
  });

  it('given a presence, then it is what was told of the venue, or of any', () => {
    const seen = (hours: number, venue: string) => ago(hours, 'Beacon Entered', { properties: { venue } });
    const at = (venue: string | null): Condition => ({ kind: 'presence', venue, aggregate: 'presence' });
    const events = [
      seen(2, 'spa'),
      seen(1, 'lobby-bar'),
      ago(0.5, 'Item Viewed', { properties: { venue: 'spa' } }),
    ];
    expect(countedOf(at('spa'), events)).toEqual(['Beacon Entered 2']);
    expect(countedOf(at(null), events)).toEqual(['Beacon Entered 2', 'Beacon Entered 1']);
  });
});
