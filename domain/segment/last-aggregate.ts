import type { JsonValue } from '../event/json.ts';
import { jsonBytes } from '../event/json-bytes.ts';
import { MAXIMUM_LAST_VALUE_BYTES } from '../event/limits.ts';
import { stampId } from '../event/stamp-id.ts';
import type { Aggregate } from './aggregate.ts';
import type { AggregateSpec } from './aggregate-spec.ts';
import { compileSelector } from './compile-selector.ts';
import { readPath } from './read-path.ts';

type LastSpec = Extract<AggregateSpec, { readonly kind: 'last' }>;
type LastState = readonly [time: number, messageId: string, value: JsonValue];

/**
 * The property's value in the latest event that has it; a path through a list gives the list of values. A value over
 * 1 KiB is not taken: the one before it stays.
 */
export function createLastAggregate(spec: LastSpec, zone: string): Aggregate {
  const isMatch = compileSelector(spec.of, zone);
  const endOf = ([time]: LastState) => time + (spec.withinMilliseconds ?? Infinity);
  return {
    add(state, event) {
      if (!isMatch(event)) return state;
      const found = readPath(event.properties, spec.property);
      const [first] = found;
      if (first === undefined) return state;
      const value = found.length === 1 ? first : [...found];
      if (jsonBytes(value) > MAXIMUM_LAST_VALUE_BYTES) return state;
      const candidate: JsonValue & LastState = [event.time, stampId(event.messageId), value];
      return state === undefined || isAfter(candidate, state as unknown as LastState) ? candidate : state;
    },
    merge: (a, b) => (isAfter(a as unknown as LastState, b as unknown as LastState) ? a : b),
    value(state, now) {
      if (state === undefined) return undefined;
      const last = state as unknown as LastState;
      return now < endOf(last) ? last[2] : undefined;
    },
    changesAt(state, now) {
      if (state === undefined || spec.withinMilliseconds === undefined) return null;
      const end = endOf(state as unknown as LastState);
      return end > now ? end : null;
    },
  };
}

/** By (time, messageId); one messageId under two identifiers is decided by the value, so that order never matters. */
function isAfter(a: LastState, b: LastState): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  if (a[1] !== b[1]) return a[1] > b[1];
  return JSON.stringify(a[2]) > JSON.stringify(b[2]);
}
