import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { areEntriesMergeable, dependsOnIdentifiers } from '../../../../domain/segment/entry/merge-entries.ts';
import { aProfile } from '../../../support/a-profile.ts';
import { anActiveProgram, eventsCalled } from '../../../support/an-asking.ts';
import { NOW } from '../../../support/an-event.ts';

const bookings: AggregateSpec = { kind: 'times', of: eventsCalled('Booking Made'), keep: 3 };
const booked: Condition = { kind: 'event', label: '', aggregate: 'bookings', count: { atLeast: 1 } };
const lottery: Condition = { kind: 'random', share: 0.5, salt: 'tea' };
const lasting: Condition = { kind: 'segment', segment: 's', aggregate: 'inner', forMilliseconds: 5 };
const STATE = { at: NOW, before: { since: null, last: null }, since: NOW, last: NOW };

/** Of one entry; with `inner`, one that it may ask about. */
const activeOf = (when: Condition, inner?: Condition, more: Record<string, AggregateSpec> = {}) =>
  anActiveProgram({
    bookings,
    ...(inner && { inner: { kind: 'entry', when: inner } }),
    asked: { kind: 'entry', when },
    ...more,
  });
const holder = (overrides: Partial<Profile> = {}) => aProfile({ aggregates: { asked: STATE }, ...overrides });
const joining = (overrides: Partial<Profile> = {}) => aProfile({ profileId: 'profile-jane', ...overrides });

describe('entries of two people who are one', () => {
  it('given one who has none, then those of the other stand, whoever survives', () => {
    const active = activeOf(booked);
    expect(areEntriesMergeable(active, holder(), joining())).toBe(true);
    expect(areEntriesMergeable(active, joining(), holder())).toBe(true);
    expect(areEntriesMergeable(active, joining(), joining())).toBe(true);
  });

  it('given both with one, then all is folded anew', () => {
    expect(areEntriesMergeable(activeOf(booked), holder(), holder())).toBe(false);
  });

  it('given a condition on identifiers, then all is folded anew: it gains those of the other', () => {
    const active = activeOf({ kind: 'all', of: [booked, { kind: 'identifier', namespace: 'email' }] });
    expect(areEntriesMergeable(active, holder(), joining())).toBe(false);
    expect(areEntriesMergeable(active, joining(), holder())).toBe(false);
  });

  it('given an older guest who joins, then what stands from the first event on is folded anew, and no more than that', () => {
    const older = joining({ firstSeen: NOW - 1 });
    const opened: AggregateSpec = {
      kind: 'measure-since',
      of: eventsCalled('SPA Viewed'),
      measure: 'count',
      property: null,
      since: { kind: 'entry', aggregate: 'asked' },
    };
    const sent: Condition = { kind: 'message', campaign: 'win-back', status: 'sent' };
    const cases = [activeOf(lasting, booked), activeOf(sent), activeOf(booked, undefined, { opened })];
    for (const active of cases) {
      expect(areEntriesMergeable(active, holder(), older)).toBe(false);
      expect(areEntriesMergeable(active, holder(), joining())).toBe(true);
      expect(areEntriesMergeable(active, holder(), joining({ firstSeen: NOW + 1 }))).toBe(true);
    }
    expect(areEntriesMergeable(activeOf(booked), holder(), older)).toBe(true);
  });

  it('given a condition on messages, then one that was sent to the other counts', () => {
    const active = activeOf({ kind: 'message', campaign: 'win-back', status: 'sent' });
    const sentOf = (...campaigns: string[]) => ({
      contacts: {
        open: {},
        entered: {},
        sends: campaigns.map((campaign) => ({ at: NOW, channel: 'email', campaign })),
      },
    });
    expect(areEntriesMergeable(active, holder(), joining(sentOf('welcome', 'win-back')))).toBe(false);
    expect(areEntriesMergeable(active, holder(), joining(sentOf('welcome')))).toBe(true);
    expect(areEntriesMergeable(active, holder(sentOf('win-back')), joining())).toBe(true);
  });

  it('given a lottery, then what was drawn for the survivor stands, and what was drawn for the other does not', () => {
    const joined: Condition = { kind: 'any', of: [booked, { kind: 'not', of: lottery }] };
    for (const active of [activeOf(lottery), activeOf(joined), activeOf(lasting, lottery)]) {
      expect(areEntriesMergeable(active, holder(), joining())).toBe(true);
      expect(areEntriesMergeable(active, joining(), holder())).toBe(false);
    }
    expect(areEntriesMergeable(activeOf(booked, lottery), joining(), holder())).toBe(true);
  });
});

describe('dependsOnIdentifiers', () => {
  it('given an entry that asks about identifiers and was decided, then those that are gained count', () => {
    const active = activeOf({ kind: 'identifier', namespace: 'email' });
    expect(dependsOnIdentifiers(active, holder())).toBe(true);
    expect(dependsOnIdentifiers(active, joining())).toBe(false);
    expect(dependsOnIdentifiers(activeOf(booked), holder())).toBe(false);
  });
});
