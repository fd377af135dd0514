import type { JsonValue } from '../../event/json.ts';
import { flatten, readPath } from '../matcher/read-path.ts';
import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { byFrequency, type Counted, compareTexts, createTally, EXACT_VALUES, type Scalar } from './tally.ts';
import { readTopState, type TopState, writeTopState } from './top-state.ts';
import { scalarsAmong } from './unique-values.ts';
import { createWindowedTopAggregate } from './windowed-top-aggregate.ts';

export type TopSpec = Extract<AggregateSpec, { readonly kind: 'top' }>;

/**
 * The most frequent value of a property, through lists; of equally frequent ones the one that came last, then the first
 * by its JSON text. Values over 200 bytes are not counted.
 */
export function createTopAggregate(spec: TopSpec, zone: string): Aggregate {
  const { withinMilliseconds } = spec;
  if (withinMilliseconds !== undefined)
    return createWindowedTopAggregate({ ...spec, withinMilliseconds }, zone);
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const values = scalarsAmong(flatten(readPath(event.properties, spec.property)));
      return values.length === 0 ? state : withValues(readTopState(state), values, event.time);
    }),
    merge: (a, b) => united(readTopState(a), readTopState(b)),
    value: (state) => mostFrequent(readTopState(state).counts)?.[0],
    changesAt: () => null,
  };
}

function withValues(state: TopState, values: readonly Scalar[], time: number): JsonValue {
  const counts = [...state.counts];
  const isKnown = values.every((value) => {
    const place = counts.findIndex(([known]) => known === value);
    const found = counts[place];
    if (found !== undefined) counts[place] = [value, found[1] + 1, Math.max(found[2], time)];
    return found !== undefined;
  });
  return isKnown ? writeTopState({ ...state, counts }) : withNewValues(state, values, time);
}

function withNewValues(state: TopState, values: readonly Scalar[], time: number): JsonValue {
  const tally = createTally(state.counts);
  for (const value of values) tally.add(value, time);
  return toState(tally.counts(), state.approximate === true || tally.isApproximate());
}

function united(a: TopState, b: TopState): JsonValue {
  const counts = new Map(a.counts.map((counted) => [counted[0], counted]));
  for (const counted of b.counts) counts.set(counted[0], sum(counts.get(counted[0]), counted));
  const all = [...counts.values()];
  const isApproximate = a.approximate === true || b.approximate === true || all.length > EXACT_VALUES;
  return toState(
    all.length > EXACT_VALUES ? all.sort(byFrequency).slice(0, EXACT_VALUES) : all,
    isApproximate,
  );
}

function sum(a: Counted | undefined, b: Counted): Counted {
  return a === undefined ? b : [a[0], a[1] + b[1], Math.max(a[2], b[2])];
}

function mostFrequent(counts: readonly Counted[]): Counted | undefined {
  return counts.reduce<Counted | undefined>(
    (best, counted) => (best === undefined || byFrequency(counted, best) < 0 ? counted : best),
    undefined,
  );
}

function toState(unordered: readonly Counted[], isApproximate: boolean): JsonValue {
  const counts = unordered
    .map((counted) => [JSON.stringify(counted[0]), counted] as const)
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([, counted]) => counted);
  return writeTopState(isApproximate ? { counts, approximate: true } : { counts });
}
