import type { JsonValue } from '../../event/json.ts';
import { createMeasure } from '../aggregate/measure.ts';
import type { TimedPart } from '../aggregate/recent-parts.ts';
import { createWindowBuckets, type WindowBuckets } from '../aggregate/window-buckets.ts';
import type { Asking } from './asking.ts';
import type { MeasureCondition } from './condition.ts';
import { aggregateValue } from './read-aggregate.ts';

/** What the latest events amount to since the journey that asks began; undefined: nothing. */
export function measureRecent(asking: Asking, condition: MeasureCondition): JsonValue | undefined {
  const monoid = createMeasure({ measure: condition.measure, property: null });
  const buckets = bucketsOf(condition);
  const counted = partsSince(asking, condition).filter(
    ([time]) => buckets === undefined || buckets.isCounted(buckets.bucketOf(time), asking.now),
  );
  const united = counted.reduce<JsonValue | undefined>(
    (sum, [, part]) => (sum === undefined ? part : monoid.unite(sum, part)),
    undefined,
  );
  return monoid.valueOf(united);
}

/** When time alone may next change that; null: never. */
export function measureRecentChangesAt(asking: Asking, condition: MeasureCondition): number | null {
  const buckets = bucketsOf(condition);
  if (buckets === undefined) return null;
  const numbers = partsSince(asking, condition).map(([time]) => buckets.bucketOf(time));
  return buckets.nextTurn(numbers, asking.now);
}

function partsSince(asking: Asking, { aggregate }: MeasureCondition): readonly TimedPart[] {
  const { entryAt = Number.POSITIVE_INFINITY } = asking;
  const parts = (aggregateValue(asking, aggregate) ?? []) as unknown as TimedPart[];
  return parts.filter(([time]) => time > entryAt);
}

function bucketsOf({ withinMilliseconds }: MeasureCondition): WindowBuckets | undefined {
  return withinMilliseconds === undefined ? undefined : createWindowBuckets({ withinMilliseconds });
}
