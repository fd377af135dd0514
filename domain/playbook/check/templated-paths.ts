import { readValuePath, type ValuePath } from '../schema/wait-schema.ts';

/** Exactly one value, with its type: `{{ event.properties.room }}`. */
const ONE_VALUE = /^\{\{-?\s*([^{}|]+?)\s*-?\}\}$/u;

/** What a text that is exactly one `{{ path }}` names; undefined if it is none, or names neither event nor profile. */
export function readTemplatedPath(text: string): ValuePath | undefined {
  const path = ONE_VALUE.exec(text.trim())?.[1];
  return path === undefined ? undefined : readValuePath(path);
}

/** All that values within a value name in this way. */
export function templatedPathsOf(value: unknown): readonly ValuePath[] {
  if (typeof value === 'string') return [readTemplatedPath(value) ?? []].flat();
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(templatedPathsOf);
}
