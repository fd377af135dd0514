import type { JsonValue } from '../../event/json.ts';
import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { uniteTimes, withTime } from './latest-times.ts';

type TimesSpec = Extract<AggregateSpec, { readonly kind: 'times' }>;

/** The state of `times`: the times of the last `keep` matching events, ascending, equal ones as often as they came. */
export type TimesState = readonly number[];

/** The times of the last matching events; its value is that list. */
export function createTimesAggregate(spec: TimesSpec, zone: string): Aggregate {
  const { keep } = spec;
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const before = (state ?? []) as number[];
      const after = withTime(before, event.time, keep);
      return after === before ? state : (after as JsonValue);
    }),
    merge: (a, b) => uniteTimes(a as number[], b as number[], keep) as JsonValue,
    value: (state) => state ?? [],
    changesAt: () => null,
  };
}
