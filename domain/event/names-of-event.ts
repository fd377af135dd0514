import type { JsonValue } from './json.ts';
import { isJsonObject } from './strip-nulls.ts';
import type { TrackingEvent } from './tracking-event.ts';

/** Longer names are not noted: nobody writes them into a playbook. */
const MAXIMUM_PATH_CHARACTERS = 100;
const MAXIMUM_DEPTH = 6;
/** Of one event so many are looked at. */
const MAXIMUM_PATHS = 200;

/** The dotted paths of a value's fields as playbooks write them: through lists, and those that lead to objects as well. */
export function pathsOf(value: JsonValue): string[] {
  const paths = new Set<string>();
  collect(value, '', 0, paths);
  return [...paths];
}

/** The name under which an event's properties are noted; undefined: it has none, as identify calls. */
export function noteworthyName({ name }: TrackingEvent): string | undefined {
  return name === undefined || name === '' || name.length > MAXIMUM_PATH_CHARACTERS ? undefined : name;
}

function collect(value: JsonValue, prefix: string, depth: number, paths: Set<string>): void {
  if (paths.size >= MAXIMUM_PATHS) return;
  if (Array.isArray(value)) {
    for (const element of value) collect(element, prefix, depth, paths);
    return;
  }
  if (!isJsonObject(value) || depth === MAXIMUM_DEPTH) return;
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (key === '' || path.length > MAXIMUM_PATH_CHARACTERS || paths.size >= MAXIMUM_PATHS) continue;
    paths.add(path);
    collect(inner, path, depth + 1, paths);
  }
}
