import type { JsonObject, JsonValue } from '../../event/json.ts';

const NOTHING: readonly JsonValue[] = [];

/**
 * The values at a dotted path, through every element of the lists on its way; a list at the path's end is one value.
 * Null and absent are left out.
 */
export function readPath(from: JsonValue | undefined, path: readonly string[]): readonly JsonValue[] {
  const [step] = path;
  if (path.length === 1 && step !== undefined && isObject(from)) {
    const value = Object.hasOwn(from, step) ? from[step] : undefined;
    return value === undefined || value === null ? NOTHING : [value];
  }
  const found: JsonValue[] = [];
  collect(from, path, 0, found);
  return found;
}

/** All elements of lists within lists, other values as they are; null is left out. */
export function flatten(values: readonly JsonValue[]): readonly JsonValue[] {
  if (!values.some((value) => Array.isArray(value) || value === null)) return values;
  return values.flatMap((value) => {
    if (value === null) return [];
    return Array.isArray(value) ? flatten(value) : [value];
  });
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collect(
  from: JsonValue | undefined,
  path: readonly string[],
  depth: number,
  found: JsonValue[],
): void {
  if (from === undefined || from === null) return;
  const step = path[depth];
  if (step === undefined) {
    found.push(from);
  } else if (Array.isArray(from)) {
    for (const element of from) collect(element, path, depth, found);
  } else if (isObject(from) && Object.hasOwn(from, step)) {
    collect(from[step], path, depth + 1, found);
  }
}
