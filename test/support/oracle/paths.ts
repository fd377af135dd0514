import type { Json } from './written.ts';

/** What stands at a dotted path, through the lists on its way; a list at its end is one value. Null is nothing. */
export function valuesAt(from: unknown, path: string): Json[] {
  const [step, ...rest] = path === '' ? [] : path.split('.');
  if (from === undefined || from === null) return [];
  if (step === undefined) return [from as Json];
  if (Array.isArray(from)) return from.flatMap((element) => valuesAt(element, path));
  if (typeof from !== 'object' || !Object.hasOwn(from, step)) return [];
  return valuesAt((from as Record<string, unknown>)[step], rest.join('.'));
}

/** Every value that is no list, through lists within lists. */
export function elementsOf(values: readonly Json[]): Json[] {
  return values.flatMap((value) => {
    if (value === null) return [];
    return Array.isArray(value) ? elementsOf(value) : [value];
  });
}

/** Texts, numbers, yes and no: all that can be counted as a value. */
export function scalarsAt(from: unknown, path: string): (string | number | boolean)[] {
  return elementsOf(valuesAt(from, path)).filter((value) => typeof value !== 'object') as (
    | string
    | number
    | boolean
  )[];
}
