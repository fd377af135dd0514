import type { JsonValue } from '../../domain/event/json.ts';
import type { TrackingEvent } from '../../domain/event/tracking-event.ts';
import type { Measure } from '../../domain/segment/aggregate/aggregate-spec.ts';

/** What a measure of the events' `price` is, found by reading them anew; sums in millionths. */
export function measureNaively(measure: Measure, events: readonly TrackingEvent[]): JsonValue | undefined {
  const values = events.flatMap(({ properties }) => [properties.price ?? []].flat(9)) as JsonValue[];
  const scalars = values.filter((value) => value !== null);
  const numbers = scalars
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && /\d/.test(value)))
    .map(Number);
  const sum = numbers.reduce((total, number) => total + BigInt(number.toFixed(6).replace('.', '')), 0n);
  switch (measure) {
    case 'count':
      return events.length;
    case 'sum':
      return Number(sum) / 1e6;
    case 'average':
      return numbers.length === 0 ? undefined : Math.round(Number(sum) / numbers.length) / 1e6 + 0;
    case 'min':
      return numbers.length === 0 ? undefined : Math.min(...numbers) + 0;
    case 'max':
      return numbers.length === 0 ? undefined : Math.max(...numbers) + 0;
    case 'unique': {
      const told = scalars.map((value) =>
        /^-?[1-9]\d*(\.\d+)?$/.test(String(value)) ? Number(value) : value,
      );
      const texts = [...new Set(told.map((value) => JSON.stringify(value)))].sort();
      return texts.slice(0, 101).map((text) => JSON.parse(text) as JsonValue);
    }
  }
}
