import { describe, expect, it } from 'vitest';
import type { AggregateSpec } from '../../../../domain/segment/aggregate/aggregate-spec.ts';
import type { AffinityCondition, MeasureCondition } from '../../../../domain/segment/condition/condition.ts';
import { describeAffinity, describeMeasure } from '../../../../domain/segment/explain/describe-measure.ts';
import type { Matcher, MatcherTest } from '../../../../domain/segment/matcher/matcher.ts';
import { eventsCalled } from '../../../support/an-asking.ts';

const DAY = 86_400_000;
const matching = (...tests: MatcherTest[]): Matcher => ({ tests, ignoreCase: false });
const revenue = { of: eventsCalled('Order Completed'), measure: 'sum', property: ['revenue'] } as const;
const viewed = (...where: MatcherTest[]): AggregateSpec => ({
  kind: 'measure',
  of: {
    names: ['Product Viewed'],
    where: where.map((test) => ({ path: ['category'], matcher: matching(test) })),
  },
  measure: 'count',
  property: null,
});

const SPECS: Readonly<Record<string, AggregateSpec>> = {
  spent: { kind: 'measure', ...revenue },
  'spent lately': { kind: 'measure', ...revenue, withinMilliseconds: 30 * DAY },
  'spent before': {
    kind: 'measure',
    ...revenue,
    withinMilliseconds: 60 * DAY,
    untilMilliseconds: 30 * DAY,
  },
  'views of dresses': viewed({ op: 'is', value: 'Dresses' }),
  views: viewed(),
  anything: { kind: 'measure', of: { names: [], where: [] }, measure: 'count', property: null },
};

describe('describeMeasure', () => {
  const asked = (aggregate: string, more: Partial<MeasureCondition> = {}) =>
    describeMeasure(SPECS, {
      kind: 'measure',
      label: 'Order Completed',
      measure: 'sum',
      property: 'revenue',
      aggregate,
      matcher: matching({ op: 'atLeast', value: 500 }),
      ...more,
    });

  it('says what is measured of which events, and in which window', () => {
    expect(asked('spent')).toBe('sum of revenue of Order Completed at least 500');
    expect(asked('spent lately')).toBe('sum of revenue of Order Completed at least 500, within 30 days');
    expect(asked('spent before')).toBe(
      'sum of revenue of Order Completed at least 500, from 60 days to 30 days ago',
    );
    expect(asked('spent', { since: { kind: 'entry' } })).toBe(
      'sum of revenue of Order Completed at least 500, since the journey began',
    );
  });
});

describe('describeAffinity', () => {
  const asked = (more: Partial<AffinityCondition>) =>
    describeAffinity(SPECS, {
      kind: 'affinity',
      label: 'category',
      matched: 'views of dresses',
      all: 'views',
      count: { atLeast: 1 },
      ...more,
    });

  it('says which value, of which events, with which share and how often', () => {
    expect(asked({})).toBe('affinity category is "Dresses" of Product Viewed');
    expect(asked({ all: 'anything' })).toBe('affinity category is "Dresses" of any event');
    const share = matching({ op: 'atLeast', value: 0.5 });
    expect(asked({ share, count: { atLeast: 3 } })).toBe(
      'affinity category is "Dresses" of Product Viewed, share at least 50 %, at least 3 times',
    );
  });

  it('says a share as its author wrote it where that is no number', () => {
    expect(asked({ share: matching({ op: 'between', from: '0.2', to: 0.5 }) })).toBe(
      'affinity category is "Dresses" of Product Viewed, share between "0.2" and 50 %',
    );
  });
});
