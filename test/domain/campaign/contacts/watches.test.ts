import { describe, expect, it } from 'vitest';
import {
  MAXIMUM_GOAL_WATCHES,
  MAXIMUM_WATCHES,
  NO_CONTACTS,
  type Watch,
} from '../../../../domain/campaign/contacts/contacts.ts';
import {
  newestWatches,
  pruneWatches,
  withoutWatches,
  withWatches,
} from '../../../../domain/campaign/contacts/watches.ts';
import { aJourney } from '../../../support/a-journey.ts';
import { NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const JOURNEY = aJourney();
const OTHER = aJourney({ journeyId: 'win-back#lapsed.entry.p-john.2' });

function aWatch(overrides: Partial<Watch> = {}): Watch {
  const { profileId, journeyId, campaign } = JOURNEY;
  return {
    kind: 'wait',
    profileId,
    journeyId,
    campaign,
    aggregate: 'bookings',
    from: NOW,
    until: NOW + HOUR,
    ...overrides,
  };
}

describe('withWatches', () => {
  it('replaces those of the same kind of the journey, and keeps all others', () => {
    const goal = aWatch({ kind: 'goal', from: NOW + 1 });
    const others = aWatch({ journeyId: OTHER.journeyId, from: NOW + 2 });
    const elsewhere = aWatch({ profileId: 'p-other', from: NOW + 3 });
    const before = { ...NO_CONTACTS, watches: [aWatch(), goal, others, elsewhere] };
    const added = aWatch({ aggregate: 'orders', from: NOW + 4 });
    expect(withWatches(before, JOURNEY, [added])?.watches).toEqual([goal, others, elsewhere, added]);
  });

  const many = (kind: Watch['kind'], count: number) =>
    Array.from({ length: count }, (_, index) =>
      aWatch({ kind, journeyId: `other-${index}`, from: NOW + index }),
    );

  it('takes no room from others: where there is none, nothing changes', () => {
    const full = { ...NO_CONTACTS, watches: many('stop', MAXIMUM_WATCHES) };
    expect(withWatches(full, JOURNEY, [aWatch()])).toBeUndefined();
    const oneFree = { ...NO_CONTACTS, watches: many('stop', MAXIMUM_WATCHES - 1) };
    expect(withWatches(oneFree, JOURNEY, [aWatch()])?.watches).toHaveLength(MAXIMUM_WATCHES);
    const orders = aWatch({ aggregate: 'orders' });
    expect(withWatches(oneFree, JOURNEY, [aWatch(), orders])).toBeUndefined();
  });

  it('gives room anew to what it replaces', () => {
    const watches = [...many('stop', MAXIMUM_WATCHES - 1), aWatch()];
    const orders = aWatch({ aggregate: 'orders' });
    expect(withWatches({ ...NO_CONTACTS, watches }, JOURNEY, [orders])?.watches).toContainEqual(orders);
  });

  it('has room of its own for goals', () => {
    const goals = { ...NO_CONTACTS, watches: many('goal', MAXIMUM_GOAL_WATCHES) };
    expect(withWatches(goals, JOURNEY, [aWatch({ kind: 'goal' })])).toBeUndefined();
    expect(withWatches(goals, JOURNEY, [aWatch()])?.watches).toHaveLength(MAXIMUM_GOAL_WATCHES + 1);
    const waits = { ...NO_CONTACTS, watches: many('wait', MAXIMUM_WATCHES) };
    expect(withWatches(waits, JOURNEY, [aWatch({ kind: 'goal' })])?.watches).toHaveLength(
      MAXIMUM_WATCHES + 1,
    );
  });
});

describe('withoutWatches', () => {
  const goal = aWatch({ kind: 'goal' });
  const others = aWatch({ journeyId: OTHER.journeyId });
  const contacts = { ...NO_CONTACTS, watches: [aWatch(), goal, others] };

  it('forgets those of a journey, of one kind or of all', () => {
    expect(withoutWatches(contacts, JOURNEY, 'wait').watches).toEqual([goal, others]);
    expect(withoutWatches(contacts, JOURNEY).watches).toEqual([others]);
  });

  it('leaves no empty list', () => {
    expect(withoutWatches({ ...NO_CONTACTS, watches: [goal] }, JOURNEY)).toEqual(NO_CONTACTS);
  });

  it('changes nothing where there is none of its own', () => {
    expect(withoutWatches(contacts, aJourney({ journeyId: 'none' }))).toBe(contacts);
    expect(withoutWatches(NO_CONTACTS, JOURNEY)).toBe(NO_CONTACTS);
  });
});

describe('pruneWatches', () => {
  it('forgets what ended more than an hour ago', () => {
    const contacts = {
      ...NO_CONTACTS,
      watches: [aWatch({ until: NOW - HOUR }), aWatch({ until: NOW - HOUR - 1 })],
    };
    expect(pruneWatches(contacts, NOW).watches).toEqual([aWatch({ until: NOW - HOUR })]);
  });
});

describe('newestWatches', () => {
  it('keeps the newest of too many, goals by themselves', () => {
    const ordered = Array.from({ length: MAXIMUM_WATCHES + 1 }, (_, index) =>
      aWatch({ journeyId: `other-${index}`, from: NOW + index }),
    );
    const goals = ordered.map((watch): Watch => ({ ...watch, kind: 'goal' }));
    const kept = newestWatches([...goals, ...ordered]);
    expect(kept.filter(({ kind }) => kind === 'wait')).toEqual(ordered.slice(1));
    expect(kept.filter(({ kind }) => kind === 'goal')).toEqual(goals.slice(-MAXIMUM_GOAL_WATCHES));
  });

  it('says the same in whatever order they come', () => {
    const equal = ['a', 'b', 'c'].map((aggregate) => aWatch({ aggregate }));
    expect(newestWatches([...equal].reverse())).toEqual(newestWatches(equal));
  });
});
