import { describe, expect, it } from 'vitest';
import { DAY, equal, segment, VISIT, whole, X } from '../../../support/a-compiled-condition.ts';

describe('compileCondition of events', () => {
  it('given a range, then it is counted by buckets, and compared as a number', async () => {
    expect(await segment('{ event: X, count: { atMost: 2 }, within: [60 days, 30 days] }')).toEqual({
      when: {
        kind: 'measure',
        label: 'X',
        measure: 'count',
        aggregate: 'a',
        matcher: whole([
          { op: 'atLeast', value: 0 },
          { op: 'atMost', value: 2 },
        ]),
      },
      aggregates: [
        {
          kind: 'measure',
          of: X,
          measure: 'count',
          property: null,
          withinMilliseconds: 60 * DAY,
          untilMilliseconds: 30 * DAY,
        },
      ],
    });
  });

  it('given `within: visit` and `since`, then both hold', async () => {
    const { when, aggregates } = await segment('{ event: X, within: visit, since: { event: Y } }');
    expect(when).toEqual({
      kind: 'event',
      label: 'X',
      count: { atLeast: 1 },
      visit: 'a',
      since: { kind: 'event', aggregate: 'b' },
      aggregate: 'c',
    });
    expect(aggregates).toEqual([
      { kind: 'visit', visit: VISIT },
      { kind: 'times', of: { names: ['Y'], where: [] }, keep: 1 },
      { kind: 'times', of: X, keep: 1 },
    ]);
  });

  it.each(['sum', 'average', 'min', 'max', 'unique'])(
    'given %s without a window, then one value of all events',
    async (measure) => {
      const { when, aggregates } = await segment(`{ event: X, ${measure}: { of: a.b, atLeast: 5 } }`);
      expect(when).toMatchObject({ kind: 'measure', label: 'X', measure, property: 'a.b' });
      expect(aggregates).toEqual([{ kind: 'measure', of: X, measure, property: ['a', 'b'] }]);
    },
  );

  it('given a measure and a count, then both must hold; without a count, none is asked', async () => {
    const { when } = await segment(
      '{ event: X, count: 2, sum: { of: a, is: 0 }, max: { of: a, lessThan: 1 } }',
    );
    expect(when).toMatchObject({
      kind: 'all',
      of: [
        { kind: 'event', count: { atLeast: 2, atMost: 2 } },
        { measure: 'sum', matcher: whole([{ op: 'is', value: 0 }]) },
        { measure: 'max', matcher: whole([{ op: 'lessThan', value: 1 }]) },
      ],
    });
  });

  const sum = { of: X, measure: 'sum', property: ['a'] };
  it.each([
    ['within: 3 days', { kind: 'measure', ...sum, withinMilliseconds: 3 * DAY }],
    ['within: visit', { kind: 'measure-since', ...sum, since: { kind: 'visit', visit: VISIT } }],
    [
      'since: { event: Y, for: 3 days }, within: 2 days',
      {
        kind: 'measure-since',
        ...sum,
        since: { kind: 'event', of: { names: ['Y'], where: [] }, spanMilliseconds: 3 * DAY },
        withinMilliseconds: 2 * DAY,
      },
    ],
    [
      'since: 2026-05-01',
      { kind: 'measure', ...sum, of: { ...X, after: Date.parse('2026-05-01T00:00:00+02:00') - 1 } },
    ],
    [
      'since: 2026-05-01, within: visit',
      {
        kind: 'measure-since',
        ...sum,
        of: { ...X, after: Date.parse('2026-05-01T00:00:00+02:00') - 1 },
        since: { kind: 'visit', visit: VISIT },
      },
    ],
  ])('given a measure with %s, then its aggregate knows since when', async (since, spec) => {
    const { aggregates } = await segment(`{ event: X, sum: { of: a, atLeast: 5 }, ${since} }`);
    expect(aggregates).toEqual([spec]);
  });

  it('given `matching`, then its pairs are in the order of the paths', async () => {
    const { when, aggregates } = await segment(
      '{ event: X, count: { atLeast: 2 }, within: 1 day, matching: { event: [Z, Y], where: { a: b }, on: { q: p.q, c: d } } }',
    );
    expect(when).toEqual({
      kind: 'matching',
      label: 'X matching Z or Y',
      count: { atLeast: 2 },
      withinMilliseconds: DAY,
      aggregate: 'a',
    });
    expect(aggregates).toEqual([
      {
        kind: 'matching',
        of: X,
        with: { names: ['Y', 'Z'], where: [equal('a', 'b')] },
        on: [
          [['c'], ['d']],
          [['q'], ['p', 'q']],
        ],
        keep: 2,
      },
    ]);
  });

  it('given a sequence, then its steps, and how long the `not` at its end must last', async () => {
    const sequence = (last: string) =>
      segment(`{ sequence: [{ event: X }, { event: [B, A] }, ${last}], within: visit, span: 1 hour }`);
    const { when, aggregates } = await sequence('{ not: { event: Z, for: 2 hours } }');
    expect(when).toEqual({
      kind: 'sequence',
      label: 'X, then B or A, then no Z',
      aggregate: 'a',
      visit: 'b',
      forMilliseconds: 2 * 3_600_000,
    });
    expect(aggregates[0]).toEqual({
      kind: 'sequence',
      steps: [
        { kind: 'event', of: X },
        { kind: 'event', of: { names: ['A', 'B'], where: [] } },
        { kind: 'not', of: { names: ['Z'], where: [] } },
      ],
      spanMilliseconds: 3_600_000,
      quiet: { forMilliseconds: 2 * 3_600_000 },
    });
    expect(await sequence('{ not: { event: Z }, for: 2 hours }')).toEqual({ when, aggregates });
    const { aggregates: lasting } = await sequence('{ not: { event: Z } }');
    expect(lasting[0]).not.toHaveProperty('quiet');
  });

  it('given an affinity, then two counts: of the events with the value, and of those with the property', async () => {
    const { when, aggregates } = await segment(
      '{ affinity: a.b, isNot: Dresses, over: { event: X, where: { c: d } }, share: { moreThan: 0.5 }, within: 3 days }',
    );
    expect(when).toEqual({
      kind: 'affinity',
      label: 'a.b',
      matched: 'a',
      all: 'b',
      share: whole([{ op: 'moreThan', value: 0.5 }]),
      count: { atLeast: 1 },
    });
    const exists = { path: ['a', 'b'], matcher: whole([{ op: 'exists', expected: true }]) };
    const isNot = { path: ['a', 'b'], matcher: whole([{ op: 'isNot', value: 'Dresses' }]) };
    const count = { kind: 'measure', measure: 'count', property: null, withinMilliseconds: 3 * DAY };
    expect(aggregates).toEqual([
      { ...count, of: { names: ['X'], where: [equal('c', 'd'), exists, isNot] } },
      { ...count, of: { names: ['X'], where: [equal('c', 'd'), exists] } },
    ]);
    const { when: counted } = await segment('{ affinity: a, is: 1, count: { atLeast: 3 } }');
    expect(counted).not.toHaveProperty('share');
  });
});
