import type { JsonValue } from '../../event/json.ts';
import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import { compareStamps, type PropertySpec, type StampedValue, stampedValueIn } from './stamped-value.ts';

/**
 * The property's value in the latest event that has it; a path through a list gives the list of values. A value over
 * 1 KiB is not taken: the one before it stays.
 */
export function createLastAggregate(spec: PropertySpec, zone: string): Aggregate {
  const endOf = (state: JsonValue) => (state as StampedValue)[0] + (spec.withinMilliseconds ?? Infinity);
  const latest = (a: JsonValue, b: JsonValue) =>
    compareStamps(a as StampedValue, b as StampedValue) >= 0 ? a : b;
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const found = stampedValueIn(event, spec.property);
      if (found === undefined) return state;
      return state === undefined ? found : latest(state, found);
    }),
    merge: latest,
    value: (state, now) =>
      state !== undefined && now < endOf(state) ? (state as StampedValue)[2] : undefined,
    changesAt(state, now) {
      if (state === undefined || spec.withinMilliseconds === undefined) return null;
      return endOf(state) > now ? endOf(state) : null;
    },
  };
}
