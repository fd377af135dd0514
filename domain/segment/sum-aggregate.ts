import type { TrackingEvent } from '../event/tracking-event.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { compileSelector } from './compile-selector.ts';
import { type Amount, addAmounts, fromMicroUnits, toMicroUnits } from './micro-units.ts';
import { flatten, readPath } from './read-path.ts';

export type SumSpec = Extract<AggregateSpec, { readonly kind: 'sum' }>;

/**
 * A sum of all time, or a count where the specification names no property. Its state is the exact sum in units of
 * 10⁻⁶ (of a count: the count); of no events it is 0.
 */
export function createSumAggregate(spec: SumSpec, zone: string): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const toValue = spec.property === null ? Number : fromMicroUnits;
  return {
    add(state, event) {
      const amount = isMatch(event) ? amountOf(event, spec) : 0n;
      return amount === 0n ? state : addAmounts((state ?? 0) as Amount, amount);
    },
    merge: (a, b) => addAmounts(a as Amount, b as Amount),
    value: (state) => toValue((state ?? 0) as Amount),
    changesAt: () => null,
  };
}

/** What an event adds: 1 to a count, else its values at the path, through lists, in units of 10⁻⁶. */
export function amountOf(event: TrackingEvent, spec: SumSpec): bigint {
  if (spec.property === null) return 1n;
  let amount = 0n;
  for (const value of flatten(readPath(event.properties, spec.property))) amount += toMicroUnits(value) ?? 0n;
  return amount;
}
