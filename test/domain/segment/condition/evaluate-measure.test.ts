import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../domain/event/json.ts';
import { activateProgram } from '../../../../domain/playbook/program/active-program.ts';
import type { Profile } from '../../../../domain/profile/profile.ts';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import { computeTraits } from '../../../../domain/segment/condition/compute-traits.ts';
import type { MeasureCondition } from '../../../../domain/segment/condition/condition.ts';
import { evaluateCondition } from '../../../../domain/segment/condition/evaluate-condition.ts';
import type { MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { aProgram } from '../../../support/a-program.ts';
import { anEvent, NOW } from '../../../support/an-event.ts';
import { refold } from '../../../support/fold-history.ts';

const of = { names: ['Product Viewed'], where: [] };
const UNIQUE = { of, measure: 'unique', property: ['sku'] } as const;
const SPECS: readonly (readonly [asked: string, spec: AggregateSpec])[] = [
  ['of all time', { kind: 'measure', ...UNIQUE }],
  ['in a window', { kind: 'measure', ...UNIQUE, withinMilliseconds: 60_000_000 }],
  ['in a range', { kind: 'measure', ...UNIQUE, withinMilliseconds: 60_000_000, untilMilliseconds: 1_000 }],
];

function aGuestWhoViewed(aggregate: AggregateSpec, values: readonly JsonValue[]) {
  const trait = { id: 'viewed', name: 'Viewed', aggregate: 'unique' };
  const active = activateProgram(
    aProgram({ aggregates: { unique: aggregate }, computedTraits: { viewed: trait } }),
  );
  const events = values.map((sku, index) =>
    anEvent({
      messageId: `m-${index}`,
      name: 'Product Viewed',
      time: NOW - 5_000_000 + index,
      properties: { sku },
    }),
  );
  const profile = { aggregates: refold(active, events) } as unknown as Profile;
  const holds = (test: MatcherTest) => {
    const matcher = { tests: [test], ignoreCase: false };
    const condition: MeasureCondition = {
      kind: 'measure',
      label: 'Product Viewed',
      measure: 'unique',
      property: 'sku',
      aggregate: 'unique',
      matcher,
    };
    return evaluateCondition(active, condition, profile, NOW).holds;
  };
  return { holds, viewed: computeTraits(active, profile, NOW).viewed as JsonValue[] };
}

const different = (count: number) => Array.from({ length: count }, (_, index) => `sku-${index}`);

describe('evaluateMeasure', () => {
  it.each(SPECS)('given unique %s, then it is exact for every bound up to a hundred', (_, spec) => {
    const [hundred, more] = [aGuestWhoViewed(spec, different(100)), aGuestWhoViewed(spec, different(101))];
    const tests = (['is', 'atMost', 'moreThan', 'atLeast'] as const).map((op) => ({ op, value: 100 }));
    expect(tests.map(hundred.holds)).toEqual([true, true, false, true]);
    expect(tests.map(more.holds)).toEqual([false, false, true, true]);
  });

  it.each(SPECS)('given unique %s as a computed trait, then it lists a hundred', (_, spec) => {
    expect(aGuestWhoViewed(spec, different(101)).viewed).toHaveLength(100);
  });

  it.each(SPECS)('given long texts, then unique %s tells them apart', (_, spec) => {
    const urls = ['a', 'b', 'c', 'd'].map((page) => `https://example.com/${'x'.repeat(300)}${page}`);
    const { holds, viewed } = aGuestWhoViewed(spec, [...urls, ...urls]);
    expect(holds({ op: 'is', value: 4 })).toBe(true);
    expect(viewed.map((text) => String(text).startsWith('https://example.com/xxx'))).toEqual(
      Array<boolean>(4).fill(true),
    );
  });

  it.each(SPECS)(
    'given a number and the text that spells it, then unique %s takes them for one',
    (_, spec) => {
      expect(aGuestWhoViewed(spec, [42, '42', '42.0', '007', 7]).viewed).toEqual(['007', 42, 7]);
    },
  );
});
