import type { JsonValue } from '../event/json.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { compileSelector } from './compile-selector.ts';
import { flatten, readPath } from './read-path.ts';

type TopSpec = Extract<AggregateSpec, { readonly kind: 'top' }>;
type Scalar = string | number | boolean;
type Counted = readonly [value: Scalar, count: number];

/** Up to so many different values are counted exactly. */
const EXACT_VALUES = 100;

interface TopState {
  /** Ascending by the value's JSON text. */
  readonly counts: readonly Counted[];
  /** True once a value had to give way: from then on the counts are upper bounds. */
  readonly approximate?: true;
}

/** The most frequent value of a property, through lists; of equally frequent ones the first by its JSON text. */
export function createTopAggregate(spec: TopSpec, zone: string): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  return {
    add(state, event) {
      if (!isMatch(event)) return state;
      const values = flatten(readPath(event.properties, spec.property)).filter(
        (value) => typeof value !== 'object',
      );
      if (values.length === 0) return state;
      return values.reduce<TopState>(withValue, stateOf(state)) as unknown as JsonValue;
    },
    merge: (a, b) => united(stateOf(a), stateOf(b)) as unknown as JsonValue,
    value: (state) => mostFrequent(stateOf(state).counts)?.[0],
    changesAt: () => null,
  };
}

function stateOf(state: JsonValue | undefined): TopState {
  return (state ?? { counts: [] }) as unknown as TopState;
}

/** A new value among too many takes the place, and the count, of the rarest (the Space-Saving algorithm). */
function withValue(state: TopState, value: Scalar): TopState {
  const isKnown = state.counts.some(([known]) => known === value);
  if (isKnown || state.counts.length < EXACT_VALUES) return united(state, { counts: [[value, 1]] });
  const rarest = state.counts.toSorted(byFrequency).at(-1);
  const others = state.counts.filter((counted) => counted !== rarest);
  return { counts: sorted([...others, [value, (rarest?.[1] ?? 0) + 1]]), approximate: true };
}

function united(a: TopState, b: TopState): TopState {
  const counts = new Map<Scalar, number>(a.counts);
  for (const [value, count] of b.counts) counts.set(value, (counts.get(value) ?? 0) + count);
  const all = [...counts];
  const isApproximate = a.approximate === true || b.approximate === true || all.length > EXACT_VALUES;
  const kept = all.length > EXACT_VALUES ? all.sort(byFrequency).slice(0, EXACT_VALUES) : all;
  return isApproximate ? { counts: sorted(kept), approximate: true } : { counts: sorted(kept) };
}

function mostFrequent(counts: readonly Counted[]): Counted | undefined {
  return counts.reduce<Counted | undefined>(
    (best, counted) => (best === undefined || byFrequency(counted, best) < 0 ? counted : best),
    undefined,
  );
}

function sorted(counts: readonly Counted[]): readonly Counted[] {
  return counts.toSorted(([a], [b]) => compareTexts(JSON.stringify(a), JSON.stringify(b)));
}

/** Most frequent first. */
function byFrequency(a: Counted, b: Counted): number {
  return b[1] - a[1] || compareTexts(JSON.stringify(a[0]), JSON.stringify(b[0]));
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
