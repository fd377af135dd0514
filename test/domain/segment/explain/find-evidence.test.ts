import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { explainCondition } from '../../../../domain/segment/explain/explain-condition.ts';
import { findEvidence, findEvidenceOf } from '../../../../domain/segment/explain/find-evidence.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';

const active = anActiveProgram(
  {
    bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 },
    revenue: { kind: 'measure', of: eventsCalled('Order Completed'), measure: 'sum', property: ['revenue'] },
    stays: { kind: 'entry', when: { kind: 'everyone' } },
  },
  {
    computedTraits: { spent: { id: 'spent', name: 'Spent', aggregate: 'revenue' } },
    segments: [{ id: 'everybody', name: 'Everybody', when: { kind: 'everyone' } }],
  },
);
const trait = (name: string): Condition => ({
  kind: 'trait',
  path: [name],
  matcher: { tests: [{ op: 'exists', expected: true }], ignoreCase: false },
});
const asking = (events: readonly TrackingEvent[]) => ask(active, aGuestOf(active, events), NOW);
const messages = (found: ReturnType<typeof findEvidence>) => found.map(({ messageId }) => messageId);

describe('findEvidence', () => {
  it('tells of one moment the last by its messageId first, whatever order they are in', () => {
    const events = ['a', 'c', 'b'].map((messageId) => anEvent({ messageId }));
    const found = findEvidenceOf(active, eventsCalled('Booking Made'), events);
    expect(messages(found)).toEqual(['c', 'b', 'a']);
    const earlier = anEvent({ messageId: 'z', time: NOW - 1 });
    expect(messages(findEvidenceOf(active, eventsCalled('Booking Made'), [earlier, ...events]))).toEqual([
      'c',
      'b',
      'a',
      'z',
    ]);
  });

  it('gives a call without a name by its type', () => {
    const { name: _name, ...event } = anEvent({
      type: 'identify',
      messageId: 'i1',
      traits: { city: 'Berlin' },
    });
    expect(findEvidence(asking([event]), trait('city'), [event])).toEqual([
      { messageId: 'i1', event: 'identify', time: NOW },
    ]);
    expect(findEvidence(asking([event]), trait('town'), [event])).toEqual([]);
  });

  it('tells the events that a computed trait is made of, and not those that send one of its name', () => {
    const order = anEvent({ name: 'Order Completed', messageId: 'o1', properties: { revenue: 5 } });
    const sent = anEvent({ messageId: 'b1', traits: { spent: 5 } });
    expect(messages(findEvidence(asking([order, sent]), trait('spent'), [order, sent]))).toEqual(['o1']);
  });

  it('tells of a first or a latest value the one event that it comes from, and of others the newest five', () => {
    const of = eventsCalled('Booking Made');
    const property = ['room'];
    const program = anActiveProgram(
      {
        first: { kind: 'first', of, property },
        last: { kind: 'last', of, property },
        top: { kind: 'top', of, property },
      },
      { computedTraits: { 'first-room': { id: 'first-room', name: 'First room', aggregate: 'first' } } },
    );
    const events = Array.from({ length: 6 }, (_, place) =>
      anEvent({ time: NOW + place, messageId: `b${place}`, properties: { room: `room ${place}` } }),
    );
    const found = (condition: Condition) =>
      messages(findEvidence(ask(program, aGuestOf(program, events), NOW + 9), condition, events));
    const computed = (aggregate: string): Condition =>
      ({ ...trait('city'), computed: { aggregate } }) as Condition;
    expect(found(trait('first-room'))).toEqual(['b0']);
    expect(found(computed('first'))).toEqual(['b0']);
    expect(found(computed('last'))).toEqual(['b5']);
    expect(found(computed('top'))).toEqual(['b5', 'b4', 'b3', 'b2', 'b1']);
    expect(found(computed('gone'))).toEqual([]);
    expect(found({ kind: 'list', list: 'press', aggregate: 'last' })).toEqual(['b5']);
    expect(messages(findEvidenceOf(program, of, events))).toEqual(['b5', 'b4', 'b3', 'b2', 'b1']);
  });

  it('finds none for a sequence that is not remembered', () => {
    const sequence: Condition = { kind: 'sequence', label: '', aggregate: 'gone' };
    expect(findEvidence(asking([anEvent()]), sequence, [anEvent()])).toEqual([]);
  });

  it('finds none for what is not remembered, and none of the parts', () => {
    const gone: Condition = { kind: 'list', list: 'press', aggregate: 'gone' };
    const booked: Condition = {
      kind: 'event',
      label: '',
      aggregate: 'bookings',
      count: { atLeast: 1 },
    };
    expect(findEvidence(asking([anEvent()]), gone, [anEvent()])).toEqual([]);
    expect(findEvidence(asking([anEvent()]), { kind: 'not', of: booked }, [anEvent()])).toEqual([]);
    expect(findEvidence(asking([anEvent()]), booked, [anEvent()])).toHaveLength(1);
  });

  it('given since an entry to a segment, then that segment is explained too, where events are given', () => {
    const since = { kind: 'segment', segment: 'everybody', aggregate: 'stays' } as const;
    const guest = aGuestOf(active, [anEvent()]);
    for (const kind of ['event', 'matching'] as const) {
      const common = { kind, label: '', aggregate: 'bookings', count: { atLeast: 1 } };
      const partsOf = (condition: Condition, events?: readonly TrackingEvent[]) =>
        explainCondition(active, condition, guest, NOW, undefined, events).parts.map(({ asked }) => asked);
      expect(partsOf({ ...common, since }, [anEvent()])).toEqual(['everyone']);
      expect(partsOf({ ...common, since })).toEqual([]);
      expect(partsOf({ ...common, since: { kind: 'moment', at: NOW } }, [anEvent()])).toEqual([]);
    }
  });

  it('given a segment asked about within a journey, then it is explained as without one', () => {
    const program = anActiveProgram(
      { bookings: { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 } },
      {
        segments: [
          {
            id: 'since',
            name: 'Since',
            when: {
              kind: 'event',
              label: '',
              aggregate: 'bookings',
              count: { atLeast: 1 },
              since: { kind: 'entry' },
            },
          },
        ],
      },
    );
    const guest = aGuestOf(program, [anEvent()]);
    const explained = explainCondition(
      program,
      { kind: 'segment', segment: 'since' },
      guest,
      NOW,
      NOW - 1,
      [],
    );
    expect(explained.parts.map(({ holds }) => holds)).toEqual([false]);
  });
});
