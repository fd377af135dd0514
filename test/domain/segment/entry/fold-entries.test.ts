import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrackingEvent } from '../../../../domain/event/tracking-event.ts';
import type { ActiveProgram } from '../../../../domain/playbook/program/active-program.ts';
import { foldEvent } from '../../../../domain/profile/fold-event.ts';
import { foldHistory } from '../../../../domain/profile/fold-history.ts';
import { mergeProfiles } from '../../../../domain/profile/merge-profiles.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { ask, evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import { aggregateValue } from '../../../../domain/segment/condition/read-aggregate.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { aGuestOf, anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { anEvent } from '../../../support/an-event.ts';

const EMPTY = aProfile({ firstSeen: Number.POSITIVE_INFINITY, lastSeen: 0 });

const bookings: AggregateSpec = { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 };
const views: AggregateSpec = { kind: 'times', of: eventsCalled('SPA Viewed'), keep: 3 };
const booked = (more: object = {}): Condition => ({
  kind: 'event',
  label: 'Booking Made',
  aggregate: 'bookings',
  count: { atLeast: 1 },
  ...more,
});
const viewed = (more: object = {}): Condition => ({
  kind: 'event',
  label: 'SPA Viewed',
  aggregate: 'views',
  count: { atLeast: 1 },
  ...more,
});
const not = (of: Condition): Condition => ({ kind: 'not', of });
const vip: Condition = {
  kind: 'trait',
  path: ['vip'],
  matcher: { tests: [{ op: 'is', value: true }], ignoreCase: false },
};

/** Conditions whose entries are asked about; those with entries of others in them name `inner`. */
const CONDITIONS: Readonly<Record<string, Condition>> = {
  'that events make true, and time false': booked({ withinMilliseconds: 7 }),
  'that holds from the first event on': not(booked({ withinMilliseconds: 5 })),
  'of two events within a while': booked({ count: { atLeast: 2 }, withinMilliseconds: 9 }),
  'of two events in one millisecond alone': booked({ count: { atLeast: 1, atMost: 1 } }),
  'on a trait beside events': { kind: 'all', of: [vip, not(viewed({ withinMilliseconds: 4 }))] },
  'on a choice': { kind: 'consent', purpose: 'marketing' },
  'that another must have lasted': {
    kind: 'segment',
    segment: 'inner',
    aggregate: 'inner',
    forMilliseconds: 6,
  },
  'since the entry to another': viewed({ since: { kind: 'segment', segment: 'inner', aggregate: 'inner' } }),
  'on a sum since the entry to another': {
    kind: 'measure',
    label: 'SPA Viewed',
    measure: 'count',
    aggregate: 'counted',
    matcher: { tests: [{ op: 'atLeast', value: 2 }], ignoreCase: false },
  },
};
const INNER: Readonly<Record<string, Condition>> = {
  'that time ends': booked({ withinMilliseconds: 5 }),
  'that holds at first': not(booked({ withinMilliseconds: 3 })),
};

const activeOf = (when: Condition, inner: Condition): ActiveProgram =>
  anActiveProgram({
    bookings,
    views,
    inner: { kind: 'entry', when: inner },
    counted: {
      kind: 'measure-since',
      of: eventsCalled('SPA Viewed'),
      measure: 'count',
      property: null,
      since: { kind: 'entry', aggregate: 'inner' },
    },
    asked: { kind: 'entry', when },
  });

/** Something every few milliseconds of the first sixty, often of one millisecond. */
const history = fc
  .array(
    fc.record({
      time: fc.integer({ min: 0, max: 40 }),
      what: fc.constantFrom('Booking Made', 'SPA Viewed', 'Item Viewed', 'vip', 'plain', 'yes', 'no'),
      place: fc.nat(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((deeds) =>
    deeds
      .map(({ time, what, place }, index) => ({ place, event: eventOf(what, time, `m${index}`) }))
      .sort((a, b) => a.place - b.place)
      .map(({ event }) => event),
  );

function eventOf(what: string, time: number, messageId: string): TrackingEvent {
  const common = { time, messageId, receivedAt: time };
  if (what === 'vip' || what === 'plain') {
    const { name: _name, ...identify } = anEvent({
      ...common,
      type: 'identify',
      traits: { vip: what === 'vip' },
    });
    return identify;
  }
  if (what === 'yes' || what === 'no') {
    return anEvent({ ...common, name: 'Consent Changed', consent: { marketing: what === 'yes' } });
  }
  return anEvent({ ...common, name: what });
}

/** Folds events as they come: anew, in the order of time, where the state cannot tell. */
function fold(active: ActiveProgram, events: readonly TrackingEvent[]): Profile {
  let profile = EMPTY;
  for (const [index, event] of events.entries()) {
    const known = events.slice(0, index + 1);
    const start = index === 0 ? { ...EMPTY, firstSeen: event.time } : profile;
    const folded = foldEvent(active, start, event);
    profile = folded === 'refold' ? foldHistory(active, EMPTY, known) : folded.profile;
  }
  return profile;
}

/** The stretches by reading all events up to each millisecond anew: slow, and told by nothing that is kept. */
function naiveStretches(active: ActiveProgram, events: readonly TrackingEvent[], now: number) {
  const firstSeen = Math.min(...events.map(({ time }) => time));
  let since: number | null = null;
  let last: number | null = null;
  for (let moment = firstSeen; moment <= now; moment += 1) {
    const known = events.filter(({ time }) => time <= moment);
    const { when } = active.program.aggregates.asked as { when: Condition };
    const { holds } = evaluateCondition(active, when, aGuestOf(active, known), moment);
    if (holds && since === null) last = moment;
    since = holds ? (since ?? moment) : null;
  }
  return { since, last };
}

const cases = Object.entries(CONDITIONS).flatMap(([name, when]) =>
  Object.entries(INNER).map(
    ([innerName, inner]) => [`${name} (${innerName})`, activeOf(when, inner)] as const,
  ),
);

describe('entries, given a condition', () => {
  it.each(cases)(
    '%s, tell what reading all events at each millisecond does, in whatever order they came',
    (_name, active) => {
      fc.assert(
        fc.property(history, fc.integer({ min: 0, max: 20 }), (events, later) => {
          // given
          const now = Math.max(...events.map(({ time }) => time)) + later;
          // when
          const profile = fold(active, events);
          const { since, last } = ask(active, profile, now).entry('asked');
          // then
          expect({ since, last }).toEqual(naiveStretches(active, events, now));
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(cases)(
    '%s, leave the same state in whatever order events came, and however they were merged',
    (_name, active) => {
      fc.assert(
        fc.property(history, fc.nat(9), (events, place) => {
          // given
          const expected = foldHistory(active, EMPTY, events);
          const parts = [events.slice(0, place), events.slice(place)].filter((part) => part.length > 0);
          const people = parts.map((part) => ({
            ...fold(active, part),
            program: { ordinal: 1, aggregates: active.program.aggregatesDigest },
          }));
          // when
          const [one = EMPTY, other] = people;
          const merged = other === undefined ? one : mergeProfiles(active, one, other);
          // then
          if (merged.program.aggregates === active.program.aggregatesDigest)
            expect(merged.aggregates).toEqual(expected.aggregates);
        }),
        { numRuns: 60 },
      );
    },
  );

  it.each(cases)('%s, are told of by the moment that is named for their next change', (_name, active) => {
    fc.assert(
      fc.property(history, (events) => {
        // given
        const profile = foldHistory(active, EMPTY, events);
        const begin = profile.lastSeen;
        let told = ask(active, profile, begin).entry('asked');
        for (let now = begin; now < begin + 25; now += 1) {
          // when
          const { since, changesAt } = ask(active, { ...profile }, now).entry('asked');
          // then
          if (told.changesAt !== null && told.changesAt <= now) told = { ...told, since, changesAt };
          expect(since).toBe(told.since);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts anew what comes after a new entry, also one that time alone brings', () => {
    // given
    const active = activeOf({ kind: 'everyone' }, not(booked({ withinMilliseconds: 5 })));
    const events = [0, 2, 4].map((time) => eventOf('SPA Viewed', time, `v${time}`));
    const profile = foldHistory(active, EMPTY, [...events, eventOf('Booking Made', 6, 'b')]);
    // when
    const counts = [6, 10, 11].map((now) => aggregateValue(ask(active, profile, now), 'counted'));
    // then
    expect(counts).toEqual([2, 2, 0]);
  });

  it('decides an entry with those that it asks about, also where an event only counts for what they begin anew', () => {
    // given
    const inner = booked({ withinMilliseconds: 5 });
    const active = activeOf(CONDITIONS['that another must have lasted'] as Condition, inner);
    const events = [eventOf('Booking Made', 0, 'a'), eventOf('Booking Made', 2, 'b')];
    // when
    const profile = foldHistory(active, EMPTY, [...events, eventOf('SPA Viewed', 7, 'c')]);
    // then
    expect(ask(active, profile, 7).entry('asked')).toMatchObject({ since: null, last: 6 });
  });
});
