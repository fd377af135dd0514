import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { Condition } from '../../../../domain/segment/condition/condition.ts';
import { compiled } from '../../../support/a-folder.ts';

const DAY = 86_400_000;
const HOUSE = `name: Test House
timezone: Europe/Berlin
channels: { email: { from: Test House <stay@example.com> } }
venues: { bar: { timeout: 10 minutes }, garden: { name: Garden } }
visit: { begins: [Order Completed, Checked In], endsAfter: 4 hours }
`;
const X = { names: ['X'], where: [] };
const VISIT = {
  begins: {
    names: ['Checked In', 'Order Completed'],
    where: [{ path: ['venue'], matcher: { tests: [{ op: 'exists', expected: true }], ignoreCase: false } }],
  },
  endsAfterMilliseconds: DAY / 6,
};
const whole = (tests: object[]) => ({ tests, ignoreCase: false });
const equal = (path: string, value: string) => ({ path: [path], matcher: whole([{ op: 'is', value }]) });

/** A segment's condition, its aggregates in the order in which the condition names them, by `a`, `b`, …. */
async function segment(
  condition: string,
  files: Readonly<Record<string, string>> = {},
): Promise<{ when: unknown; aggregates: readonly AggregateSpec[] }> {
  const { program } = await compiled({
    'playbook.yaml': HOUSE,
    'segments/x.yaml': `when: ${condition}\n`,
    ...files,
  });
  const when = program.segments.find(({ id }) => id === 'x')?.when as Condition;
  return named(when, program.aggregates);
}

function named(when: Condition, specs: Readonly<Record<string, AggregateSpec>>) {
  const text = JSON.stringify(when);
  const ids = Object.keys(specs)
    .filter((id) => text.includes(id))
    .sort((a, b) => text.indexOf(a) - text.indexOf(b));
  const renamed = ids.reduce((all, id, place) => all.replaceAll(id, 'abcdefgh'[place] ?? ''), text);
  return { when: JSON.parse(renamed) as unknown, aggregates: ids.flatMap((id) => specs[id] ?? []) };
}

describe('compileCondition of measures', () => {
  const kinds = async (condition: string) => {
    const { aggregates } = await segment(`{ event: X, ${condition} }`);
    return aggregates.map(({ kind }) => kind);
  };

  it.each([
    'sum: { of: a, lessThan: 100 }',
    'sum: { of: a, is: 0 }',
    'sum: { of: a, moreThan: -1 }',
    'unique: { of: a, atMost: 3 }',
    'unique: { of: a, atMost: 3 }, sum: { of: a, lessThan: 3 }, within: 3 days',
  ])('given %s, which is true of nothing, then it must have been done too', async (condition) => {
    expect(await kinds(condition)).toContain('times');
  });

  it.each([
    'sum: { of: a, atLeast: 100 }',
    'sum: { of: a, lessThan: 0 }',
    'unique: { of: a, atLeast: 1 }',
    'average: { of: a, lessThan: 100 }',
    'max: { of: a, atMost: 100 }',
    'sum: { of: a, lessThan: 100 }, min: { of: a, atLeast: 5 }',
  ])('given %s, which is not, then nothing else is remembered', async (condition) => {
    expect(await kinds(condition)).not.toContain('times');
  });

  it('given `count: { atLeast: 0 }`, then it says so', async () => {
    const { when } = await segment('{ event: X, sum: { of: a, lessThan: 100 }, count: { atLeast: 0 } }');
    expect(when).toMatchObject({ of: [{ kind: 'event', count: { atLeast: 0 } }, { kind: 'measure' }] });
  });
});

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

describe('compileCondition of what a guest is and has', () => {
  it.each([
    ['{ reachable: push }', { kind: 'reachable', channel: 'push' }],
    ['{ identifier: email }', { kind: 'identifier', namespace: 'email' }],
    ['{ random: 12.5% }', { kind: 'random', share: 0.125, salt: 'x' }],
    [
      '{ message: hello, within: 3 days }',
      { kind: 'message', campaign: 'hello', status: 'sent', withinMilliseconds: 3 * DAY },
    ],
  ])('given %s, then nothing need be remembered of events', async (condition, when) => {
    expect(await segment(condition)).toEqual({ when, aggregates: [] });
  });

  it.each([
    [
      '{ offer: gift }',
      { kind: 'offer', offer: 'gift', status: 'held', aggregate: 'a' },
      { kind: 'grants', offer: 'gift', zone: 'Europe/Berlin' },
    ],
    [
      '{ list: press }',
      { kind: 'list', list: 'press', aggregate: 'a' },
      {
        kind: 'last',
        of: { names: ['List Changed'], where: [equal('list', 'press')] },
        property: ['member'],
      },
    ],
    [
      '{ message: hello, status: clicked }',
      { kind: 'message', campaign: 'hello', status: 'clicked', aggregate: 'a' },
      {
        kind: 'times',
        of: {
          names: ['Email Link Clicked', 'Push Notification Tapped'],
          where: [equal('campaign', 'hello')],
        },
        keep: 1,
      },
    ],
    [
      '{ at: any, zone: { startsWith: table- } }',
      {
        kind: 'presence',
        venue: null,
        zone: whole([{ op: 'startsWith', text: 'table-' }]),
        aggregate: 'a',
      },
      {
        kind: 'presence',
        timeoutMilliseconds: { bar: 600_000 },
        defaultTimeoutMilliseconds: 1_800_000,
      },
    ],
  ])('given %s, then its own events are remembered', async (condition, when, aggregate) => {
    expect(await segment(condition)).toEqual({ when, aggregates: [aggregate] });
  });

  it('given a place, however it is asked for, then one memory of where the guest is', async () => {
    const { when, aggregates } = await segment('{ any: [{ at: bar }, { zone: lounge }] }');
    expect(when).toMatchObject({
      of: [{ venue: 'bar' }, { venue: null, zone: whole([{ op: 'is', value: 'lounge' }]) }],
    });
    expect(aggregates).toHaveLength(1);
  });
});

describe('compileCondition of entries', () => {
  const files = {
    'segments/a.yaml': 'when: { all: [{ segment: b }, { trait: spent, atLeast: 5 }] }\n',
    'segments/b.yaml': 'when: { any: [{ random: 10% }, { segment: c, for: 1 day }] }\n',
    'segments/c.yaml': 'when: { event: X }\n',
    'traits/spent.yaml': 'sum: revenue\nof: { event: X }\ntimes: 2\n',
  };

  it('given `segment … for`, then the conditions of all segments that it names are written out', async () => {
    const { program } = await compiled({
      'playbook.yaml': HOUSE,
      ...files,
      'segments/x.yaml': 'when: { segment: a, for: 3 days }\n',
    });
    const when = program.segments.find(({ id }) => id === 'x')?.when;
    expect(when).toMatchObject({ kind: 'segment', segment: 'a', forMilliseconds: 3 * DAY });
    const entryOf = (condition: unknown) =>
      program.aggregates[(condition as { aggregate: string }).aggregate];
    expect(entryOf(when)).toMatchObject({
      kind: 'entry',
      when: {
        kind: 'all',
        of: [
          {
            kind: 'any',
            of: [
              { kind: 'random', share: 0.1, salt: 'b' },
              { kind: 'segment', segment: 'c', forMilliseconds: DAY },
            ],
          },
          { kind: 'trait', path: ['spent'], computed: { times: 2 } },
        ],
      },
    });
    expect(program.segments.find(({ id }) => id === 'a')?.when).not.toHaveProperty('of.1.computed');
  });

  it('given `since` a segment, then events are counted, and measures begin anew, by the same entry', async () => {
    const since = 'since: { segment: c }';
    const { when, aggregates } = await segment(
      `{ all: [{ event: Y, ${since} }, { event: Y, sum: { of: a, atLeast: 1 }, ${since} }] }`,
      files,
    );
    expect(when).toMatchObject({ of: [{ since: { kind: 'segment', segment: 'c', aggregate: 'a' } }, {}] });
    expect(aggregates[0]).toMatchObject({ kind: 'entry', when: { kind: 'event', label: 'X' } });
    expect(aggregates[2]).toMatchObject({ kind: 'measure-since', since: { kind: 'entry' } });
  });

  it('given another file’s name for the same condition, then the entry is the same one', async () => {
    const entry = async (id: string) => {
      const { program } = await compiled({
        'playbook.yaml': HOUSE,
        [`segments/${id}.yaml`]: 'when: { event: X }\n',
        'segments/x.yaml': `when: { event: Y, since: { segment: ${id} } }\n`,
      });
      return Object.entries(program.aggregates).find(([, { kind }]) => kind === 'entry');
    };
    expect(await entry('one')).toEqual(await entry('two'));
  });
});

describe('compileCondition on the journey’s clock', () => {
  it('given `stopWhen`, then events, measures, sequences and messages count since the journey began', async () => {
    const { program } = await compiled({
      'playbook.yaml': HOUSE,
      'campaigns/hello.yaml': `trigger: { segment: vip }
steps:
  - send: { channel: sms, text: Hello }
stopWhen:
  any:
    - { event: X, matching: { event: Y, on: { a: b } } }
    - { event: X, sum: { of: a, atLeast: 1 }, within: 3 days }
    - { sequence: [{ event: X }, { event: Y }] }
    - { message: hello, status: clicked }
    - { event: X, sum: { of: a, atLeast: 1 }, since: 2026-05-01 }
`,
    });
    const { when, aggregates } = named(program.campaigns.hello?.stopWhen as Condition, program.aggregates);
    const since = { kind: 'entry' };
    expect(when).toMatchObject({
      of: [
        { kind: 'matching', since },
        { kind: 'measure', since, withinMilliseconds: 3 * DAY },
        { kind: 'sequence', since },
        { kind: 'message', since },
        { kind: 'measure' },
      ],
    });
    expect(when).not.toHaveProperty('of.4.since');
    expect(aggregates[1]).toEqual({ kind: 'recent', keep: 32, of: X, measure: 'sum', property: ['a'] });
  });
});

describe('a long row of segments that ask about each other', () => {
  it('given five thousand, then they are put in order and compiled', async () => {
    const count = 5000;
    const files = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `segments/s${index}.yaml`,
        index === count - 1 ? 'when: { event: X }\n' : `when: { segment: s${index + 1} }\n`,
      ]),
    );
    const { program } = await compiled(files);
    expect(program.segments.at(0)?.id).toBe(`s${count - 1}`);
    expect(program.segments.at(-2)?.id).toBe('s0');
  });
});
