import type { Measured, Window } from './aggregate-spec.ts';
import { createBucketedWindow } from './bucketed-window.ts';
import type { Monoid } from './measure.ts';
import type { MeasureWindow } from './measure-window.ts';
import { createUniqueRange } from './unique-range.ts';
import { createUniqueWindow } from './unique-window.ts';

/** Makes the window that a measure is asked over. */
export function createMeasureWindow(
  monoid: Monoid,
  { measure, withinMilliseconds, untilMilliseconds }: Pick<Measured, 'measure'> & Window,
): MeasureWindow {
  if (withinMilliseconds === undefined) return createEver(monoid);
  const window = {
    withinMilliseconds,
    ...(untilMilliseconds !== undefined && { untilMilliseconds }),
  };
  if (measure !== 'unique') return createBucketedWindow(monoid, window);
  return untilMilliseconds === undefined ? createUniqueWindow(window) : createUniqueRange(window);
}

/** All of the past: the state is the united part. */
function createEver(monoid: Monoid): MeasureWindow {
  return {
    add: (state, _time, part) => (state === undefined ? part : monoid.unite(state, part)),
    unite: monoid.unite,
    value: monoid.valueOf,
    changesAt: () => null,
  };
}
