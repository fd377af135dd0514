import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { selectorsOf } from '../../../../domain/segment/lookup/selectors-of.ts';
import { compileSelector } from '../../../../domain/segment/matcher/compile-selector.ts';
import { eventsCalled } from '../../../support/an-asking.ts';
import { anEvent } from '../../../support/an-event.ts';

const [of, other] = [eventsCalled('Booking Made'), eventsCalled('Order Completed')];
const visit = { begins: other, endsAfterMilliseconds: 1 };
const counted = { measure: 'count', property: null } as const;
const property = ['room'];

describe('selectorsOf', () => {
  it.each<AggregateSpec>([
    { kind: 'times', of, keep: 1 },
    { kind: 'measure', of, ...counted },
    { kind: 'recent', of, ...counted, keep: 1 },
    { kind: 'first', of, property },
    { kind: 'last', of, property },
    { kind: 'top', of, property },
    { kind: 'measure-since', of, ...counted, since: { kind: 'entry', aggregate: 'entry' } },
  ])('given $kind, then it is what it takes in', (spec) => {
    expect(selectorsOf(spec)).toEqual([of]);
  });

  it.each<AggregateSpec>([
    { kind: 'times-since', of, since: other, spanMilliseconds: 1, keep: 1 },
    { kind: 'measure-since', of, ...counted, since: { kind: 'event', of: other } },
    { kind: 'measure-since', of, ...counted, since: { kind: 'visit', visit } },
    { kind: 'matching', of, with: other, on: [[['id'], ['id']]], keep: 1 },
    {
      kind: 'sequence',
      steps: [
        { kind: 'event', of },
        { kind: 'not', of: other },
      ],
    },
  ])('given $kind, then also what it is held against, or begins with', (spec) => {
    expect(selectorsOf(spec)).toEqual([of, other]);
  });

  it('given visits, then it is what begins one; given an entry, then nothing of its own', () => {
    expect(selectorsOf({ kind: 'visit', visit })).toEqual([other]);
    expect(selectorsOf({ kind: 'entry', when: { kind: 'everyone' } })).toEqual([]);
  });

  it('given presence, then it is what is told of venues', () => {
    const presence = { kind: 'presence', timeoutMilliseconds: {}, defaultTimeoutMilliseconds: 1 } as const;
    expect(selectorsOf(presence)).toEqual([eventsCalled('Beacon Entered', 'Beacon Left')]);
  });

  it('given an offer, then it is what is told of that offer, as it is written', () => {
    const isSelected = (name: string, offer: string) =>
      selectorsOf({ kind: 'grants', offer: 'treat' }).some((selector) =>
        compileSelector(selector, 'UTC')(anEvent({ name, properties: { offer } })),
      );
    expect(isSelected('Offer Granted', 'treat')).toBe(true);
    expect(isSelected('Offer Redeemed', 'treat')).toBe(true);
    expect(isSelected('Offer Seen', 'treat')).toBe(false);
    expect(isSelected('Offer Granted', 'Treat')).toBe(false);
    expect(isSelected('Offer Granted', 'tea')).toBe(false);
  });
});
