import type { Names } from './check/check-name.ts';
import type { PathStep, Problem } from './problem/problem.ts';
import { VISIT, type WindowSource } from './schema/window-schema.ts';

/** Where a condition stands, and what it may name. */
export interface ConditionPlace {
  readonly file: string;
  readonly path: readonly PathStep[];
  readonly names: Names;
  /**
   * A campaign's `stopWhen` counts what happens after the journey began; `if`, a branch's too, sees all history. The others
   * know no journey at all.
   */
  readonly asker: 'segment' | 'trigger' | 'suppression' | 'if' | 'stopWhen';
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

const WITHOUT_JOURNEY: Readonly<Partial<Record<ConditionPlace['asker'], string>>> = {
  segment: 'it means the beginning of the journey; a segment has none',
  suppression: 'it means the beginning of the journey, and this is asked of all of them',
  trigger: 'this is what begins it: write an event, a segment, or a date',
};

/** The journey's beginning is known only in a campaign. */
export function checkSinceEntry(since: unknown, place: ConditionPlace): Problem[] {
  const hint = since === 'entry' ? WITHOUT_JOURNEY[place.asker] : undefined;
  if (hint === undefined) return [];
  const message =
    place.asker === 'trigger'
      ? '`since: entry` is known only once the journey began'
      : '`since: entry` is known only in a campaign';
  return [refusalAt(place, ['since'], message, hint)];
}
