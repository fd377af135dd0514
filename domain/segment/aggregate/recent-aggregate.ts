import type { JsonValue } from '../../event/json.ts';
import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { createMeasure } from './measure.ts';
import { createRecentPartsKeeper, NO_PARTS, type RecentParts } from './recent-parts.ts';

type RecentSpec = Extract<AggregateSpec, { readonly kind: 'recent' }>;

/**
 * Tells what is measured of the latest events: `[time, part]`, ascending, what happened in one millisecond united.
 * As much of it as `keep` numbers take; `createMeasure` unites the parts that count, and gives their value.
 */
export function createRecentAggregate(spec: RecentSpec, zone: string): Aggregate {
  const monoid = createMeasure(spec);
  const keeper = createRecentPartsKeeper(monoid, spec.keep);
  const stateOf = (state: JsonValue | undefined) => (state ?? NO_PARTS) as unknown as RecentParts;
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const part = monoid.partOf(event);
      if (part === undefined) return state;
      const before = stateOf(state);
      const after = keeper.add(before, event.time, part);
      return after === before ? state : (after as unknown as JsonValue);
    }),
    merge: (a, b) => keeper.unite(stateOf(a), stateOf(b)) as unknown as JsonValue,
    value: (state) => [...keeper.after(stateOf(state), Number.NEGATIVE_INFINITY)] as unknown as JsonValue,
    changesAt: () => null,
  };
}
