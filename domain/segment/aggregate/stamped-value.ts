import type { JsonValue } from '../../event/json.ts';
import { jsonBytes } from '../../event/json-bytes.ts';
import { MAXIMUM_LAST_VALUE_BYTES } from '../../event/limits.ts';
import { stampId } from '../../event/stamp-id.ts';
import type { TrackingEvent } from '../../event/tracking-event.ts';
import { readPath } from '../matcher/read-path.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { compareTexts } from './tally.ts';

export type PropertySpec = Extract<AggregateSpec, { readonly kind: 'first' | 'last' }>;

/** A property's value in an event. */
export type StampedValue = readonly [time: number, messageId: string, value: JsonValue] & JsonValue;

/**
 * The value at a path, and which event it is from; a path through a list gives the list of values. Undefined where there
 * is none, or it takes more than 1 KiB.
 */
export function stampedValueIn(event: TrackingEvent, property: readonly string[]): StampedValue | undefined {
  const found = readPath(event.properties, property);
  const [first] = found;
  if (first === undefined) return undefined;
  const value = found.length === 1 ? first : [...found];
  if (jsonBytes(value) > MAXIMUM_LAST_VALUE_BYTES) return undefined;
  return [event.time, stampId(event.messageId), value];
}

/** By (time, messageId); one messageId under two identifiers is decided by the value, so that order never matters. */
export function compareStamps(a: StampedValue, b: StampedValue): number {
  return a[0] - b[0] || compareTexts(a[1], b[1]) || compareTexts(JSON.stringify(a[2]), JSON.stringify(b[2]));
}
