import type { JsonObject, JsonValue } from './json.ts';

/**
 * Leaves out properties that are null, at any depth: null equals absent. Elements of lists stay.
 * A property called `__proto__` goes too: no app sends one, and whoever copies it by assignment would be fooled.
 */
export function stripNulls(object: JsonObject): JsonObject {
  const kept = Object.entries(object).filter(([name, value]) => value !== null && name !== '__proto__');
  return Object.fromEntries(kept.map(([name, value]) => [name, stripValue(value)]));
}

function stripValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(stripValue);
  return isJsonObject(value) ? stripNulls(value) : value;
}

/** Tells an object from a list, a plain value, null and undefined. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
