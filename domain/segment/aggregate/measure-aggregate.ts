import { addSelected } from './add-selected.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { createMeasureWindow } from './create-measure-window.ts';
import { createMeasure } from './measure.ts';

type MeasureSpec = Extract<AggregateSpec, { readonly kind: 'measure' }>;

/**
 * One value of all matching events, ever or in a sliding window. Without a window the state is what the events add up
 * to: a count, a sum in units of 10⁻⁶, a sum and a count, a number, a list of values; with one, that of each bucket.
 */
export function createMeasureAggregate(spec: MeasureSpec, zone: string): Aggregate {
  const monoid = createMeasure(spec);
  const window = createMeasureWindow(monoid, spec);
  return {
    ...addSelected(spec.of, zone, (state, event) => {
      const part = monoid.partOf(event);
      return part === undefined ? state : window.add(state, event.time, part);
    }),
    merge: window.unite,
    value: window.value,
    changesAt: window.changesAt,
  };
}
