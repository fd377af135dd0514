import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../domain/event/json.ts';
import { checkStateSize, estimateAggregate, estimateState } from '../../../domain/playbook/estimate-state.ts';
import { REFOLD } from '../../../domain/segment/aggregate.ts';
import { createAggregate, type EventAggregateSpec } from '../../../domain/segment/create-aggregate.ts';
import { aProgram } from '../../support/a-program.ts';
import { anEvent, NOW } from '../../support/an-event.ts';

const of = { names: ['X'], where: [] };
const since = { names: ['Y'], where: [] };
const DAY = 86_400_000;
const SPECS: readonly EventAggregateSpec[] = [
  { kind: 'times', of, keep: 1 },
  { kind: 'times', of, keep: 20 },
  { kind: 'times-since', of, since, spanMilliseconds: 30 * DAY, keep: 1 },
  { kind: 'times-since', of, since, spanMilliseconds: 30 * DAY, keep: 10 },
  { kind: 'measure', measure: 'sum', of, property: ['revenue'] },
  { kind: 'measure', measure: 'count', of, property: null, withinMilliseconds: 30 * DAY },
  { kind: 'measure', measure: 'sum', of, property: ['revenue'], withinMilliseconds: 30 * DAY },
  { kind: 'last', of, property: ['shop'] },
  { kind: 'top', of, property: ['shop'] },
];

const history = fc.array(
  fc.record({
    name: fc.constantFrom('X', 'X', 'X', 'Y'),
    daysAgo: fc.double({ min: 0, max: 40, noNaN: true }),
    revenue: fc.integer({ min: 0, max: 100_000 }),
    shop: fc.integer({ min: 0, max: 150 }),
  }),
  { minLength: 100, maxLength: 300 },
);

describe('estimateAggregate', () => {
  it.each(SPECS.map((spec) => [JSON.stringify(spec), spec] as const))(
    'given %s and any history, then the state is never larger than estimated',
    (_, spec) => {
      const aggregate = createAggregate(spec, 'UTC');
      fc.assert(
        fc.property(history, (events) => {
          let state: JsonValue | undefined;
          for (const [index, { name, daysAgo, revenue, shop }] of events.entries()) {
            const time = NOW - Math.round(daysAgo * DAY);
            const messageId = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
            const properties = { revenue, shop: `shop-${shop}` };
            const next = aggregate.add(state, anEvent({ name, time, messageId, properties }));
            if (next !== REFOLD) state = next;
          }
          const entry = JSON.stringify({ '0123456789abcdef': state ?? null });
          expect(entry.length).toBeLessThanOrEqual(estimateAggregate(spec));
        }),
        { numRuns: 20 },
      );
    },
  );

  it('given a program, then its aggregates add up', () => {
    const [a, b] = SPECS;
    const aggregates = Object.fromEntries(
      [a, b].flatMap((spec, index) => (spec ? [[String(index), spec]] : [])),
    );
    const total = [a, b].reduce((sum, spec) => sum + (spec ? estimateAggregate(spec) : 0), 0);
    expect(estimateState(aProgram({ aggregates }))).toBe(total);
  });
});

describe('checkStateSize', () => {
  const namespaces = (limit: number) => [
    { name: 'userId', unique: true, limit: 1 },
    { name: 'anonymousId', unique: false, limit },
  ];
  const purposes = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`p${index}`, { mode: 'opt-in', categories: [] } as const]),
    );

  it('given what a profile has room for, then there is no problem', () => {
    const identity = { namespaces: namespaces(99), blocked: [] };
    expect(checkStateSize(aProgram({ identity, consent: purposes(32) }))).toEqual([]);
  });

  it('given namespaces whose limits add up to more than 100, then they are named', () => {
    const [problem] = checkStateSize(aProgram({ identity: { namespaces: namespaces(100), blocked: [] } }));
    expect(problem).toMatchObject({
      path: ['identity', 'namespaces'],
      message: expect.stringContaining('101 identifiers'),
    });
  });

  it('given more purposes than a guest’s choices can be kept of, then that is named', () => {
    const [problem] = checkStateSize(aProgram({ consent: purposes(33) }));
    expect(problem).toMatchObject({ path: ['consent'], message: expect.stringContaining('33 purposes') });
  });
});
