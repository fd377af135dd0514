import { describe, expect, it } from 'vitest';
import { describeDuration } from '../../../../domain/segment/explain/describe-duration.ts';
import { describeMatcher, describeSelector } from '../../../../domain/segment/explain/describe-matcher.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { NOW } from '../../../support/an-event.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const required = (...tests: MatcherTest[]) => describeMatcher({ tests, ignoreCase: false });
const ago = (agoMilliseconds: number, agoMonths?: number) =>
  required({ op: 'before', at: { agoMilliseconds, ...(agoMonths !== undefined && { agoMonths }) } });

describe('describeMatcher', () => {
  it.each<[said: string, test: MatcherTest]>([
    ['is "Berlin"', { op: 'is', value: 'Berlin' }],
    ['is one of "Berlin", 5', { op: 'in', values: ['Berlin', 5] }],
    ['at least 5', { op: 'atLeast', value: 5 }],
    ['between 5 and "10"', { op: 'between', from: 5, to: '10' }],
    ['starts with "table-"', { op: 'startsWith', text: 'table-' }],
    ['does not exist', { op: 'exists', expected: false }],
    ['before 2026-03-02T10:00:00.000Z', { op: 'before', at: { at: NOW } }],
    ['after 2026-03-02T10:00:00.000Z', { op: 'after', at: { at: NOW } }],
    ['within the last 3 days', { op: 'withinLast', milliseconds: 3 * DAY }],
    ['within the next 2 hours', { op: 'withinNext', milliseconds: 2 * HOUR }],
    ['exists', { op: 'exists', expected: true }],
    ['is not 5', { op: 'isNot', value: 5 }],
    ['is none of "Berlin", 5', { op: 'notIn', values: ['Berlin', 5] }],
    ['includes any of "spa"', { op: 'includesAny', values: ['spa'] }],
    ['includes all of "spa", "sea"', { op: 'includesAll', values: ['spa', 'sea'] }],
    ['ends with "-1"', { op: 'endsWith', text: '-1' }],
    ['contains the text "able"', { op: 'containsText', text: 'able' }],
    ['matches "^t"', { op: 'matches', text: '^t' }],
    ['version at least 2.0', { op: 'versionAtLeast', version: '2.0' }],
    ['version below 2.0', { op: 'versionBelow', version: '2.0' }],
  ])('says `%s`', (said, test) => {
    expect(required(test)).toBe(said);
  });

  it('joins all that is required, also of an element', () => {
    const size = { path: ['size', 'eu'], matcher: { tests: [{ op: 'is', value: 38 }], ignoreCase: false } };
    const colour = { path: ['colour'], matcher: { tests: [{ op: 'is', value: 'red' }], ignoreCase: true } };
    expect(required({ op: 'atLeast', value: 5 }, { op: 'lessThan', value: 10 })).toBe(
      'at least 5 and less than 10',
    );
    expect(required({ op: 'some', where: [size, colour] } as MatcherTest)).toBe(
      'has one with size.eu is 38 and colour is "red", ignoring case',
    );
  });

  it('says how long ago in years, in months where years do not do, and beside them what is left', () => {
    expect(ago(0, 216)).toBe('before 18 years ago');
    expect(ago(0, 12)).toBe('before 1 year ago');
    expect(ago(0, 6)).toBe('before 6 months ago');
    expect(ago(0, 1)).toBe('before 1 month ago');
    expect(ago(3 * DAY)).toBe('before 3 days ago');
    expect(ago(3 * DAY, 1)).toBe('before 1 month and 3 days ago');
    expect(ago(0)).toBe('before 0 days ago');
  });
});

describe('describeDuration', () => {
  it.each([
    [30 * DAY, '30 days'],
    [DAY, '1 day'],
    [36 * HOUR, '36 hours'],
    [HOUR, '1 hour'],
    [90 * 60_000, '90 minutes'],
    [60_000, '1 minute'],
    [90_000, '90 seconds'],
    [1000, '1 second'],
  ])('says of %d milliseconds `%s`', (milliseconds, said) => {
    expect(describeDuration(milliseconds)).toBe(said);
  });
});

describe('describeSelector', () => {
  it('says which events are meant, what they must have, and since when', () => {
    const matcher = { tests: [{ op: 'is', value: 'Suite' } as const], ignoreCase: false };
    expect(describeSelector({ names: [], where: [] })).toBe('any event');
    expect(describeSelector({ names: ['Booking Made', 'Stay Begun'], where: [], after: NOW })).toBe(
      'Booking Made or Stay Begun since 2026-03-02T10:00:00.000Z',
    );
    const where = [
      { path: ['room'], matcher },
      { path: ['guests', 'kind'], matcher },
    ];
    expect(describeSelector({ names: [], where })).toBe(
      'any event where room is "Suite" and guests.kind is "Suite"',
    );
  });
});
