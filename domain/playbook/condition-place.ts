import type { Names } from './check-name.ts';
import type { PathStep, Problem } from './problem.ts';
import { VISIT, type WindowSource } from './schema/window-schema.ts';

/** Where a condition stands, and what it may name. */
export interface ConditionPlace {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
  /** A campaign's `stopWhen` counts what happens after the journey began; a segment knows no journey at all. */
  readonly asker: 'segment' | 'if' | 'stopWhen';
}

/** The place of something within the condition. */
export function placeOf(
  place: Pick<ConditionPlace, 'file' | 'path'>,
  ...steps: PathStep[]
): { readonly file: string; readonly path: readonly PathStep[] } {
  return { file: place.file, path: [...place.path, ...steps] };
}

/** What does not go together, said of a value within the condition. */
export function refusalAt(
  place: Pick<ConditionPlace, 'file' | 'path'>,
  steps: readonly PathStep[],
  message: string,
  hint: string,
): Problem {
  return { ...placeOf(place, ...steps), at: 'value', message, hint };
}

/** `within: visit` needs to be told what a visit is. */
export function checkVisit(
  within: WindowSource | undefined,
  place: Pick<ConditionPlace, 'file' | 'path' | 'names'>,
): Problem[] {
  if (within !== VISIT || place.names.hasVisit) return [];
  const hint = 'add `visit: { begins: [Checked In], endsAfter: 4 hours }` to playbook.yaml';
  return [refusalAt(place, ['within'], '`within: visit`, and nobody says what a visit is', hint)];
}

/** The journey's beginning is known only in a campaign. */
export function checkSinceEntry(since: unknown, place: ConditionPlace): Problem[] {
  if (since !== 'entry' || place.asker !== 'segment') return [];
  const hint = 'it means the beginning of the journey; a segment has none';
  return [refusalAt(place, ['since'], '`since: entry` is known only in a campaign', hint)];
}
