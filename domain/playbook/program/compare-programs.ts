import { canonicalJson } from '../../event/canonical-json.ts';
import type { JsonValue } from '../../event/json.ts';
import type { Program } from './program.ts';

/** One that both have and that is not the same. */
export interface Altered {
  readonly id: string;
  /** Which of its parts: `when`, `steps`. */
  readonly parts: readonly string[];
}

/** What became of the files of one kind, by their ids. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly Altered[];
  readonly removed: readonly string[];
}

/** What a new playbook changes. */
export interface ProgramChanges {
  readonly segments: Difference;
  readonly traits: Difference;
  readonly campaigns: Difference;
  readonly templates: Difference;
  /** Parts of playbook.yaml. */
  readonly settings: readonly string[];
}

const SETTINGS = [
  'name',
  'timezone',
  'identity',
  'consent',
  'channels',
  'destinations',
  'staff',
  'venues',
  'visit',
  'permission',
] as const satisfies readonly (keyof Program)[];

type Parts = Readonly<Record<string, unknown>>;

/**
 * Compares two programs. Aggregates are named by their content, so a condition that asks for other events is another one.
 * @param before undefined: there was none
 */
export function comparePrograms(before: Program | undefined, after: Program): ProgramChanges {
  return {
    segments: compare(segmentsOf(before), segmentsOf(after)),
    traits: compare(before?.computedTraits ?? {}, after.computedTraits),
    campaigns: compare(before?.campaigns ?? {}, after.campaigns),
    templates: compare(templatesOf(before), templatesOf(after)),
    settings: SETTINGS.filter((part) => differs(before?.[part], after[part])),
  };
}

function compare(
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
): Difference {
  const ids = Object.keys(after).sort();
  return {
    added: ids.filter((id) => !Object.hasOwn(before, id)),
    changed: ids.flatMap((id) => {
      const parts = alteredParts((before[id] ?? after[id]) as Parts, after[id] as Parts);
      return parts.length === 0 ? [] : [{ id, parts }];
    }),
    removed: Object.keys(before)
      .filter((id) => !Object.hasOwn(after, id))
      .sort(),
  };
}

function alteredParts(before: Parts, after: Parts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => differs(before[name], after[name]));
}

function segmentsOf(program: Program | undefined): Readonly<Record<string, object>> {
  return Object.fromEntries((program?.segments ?? []).map((segment) => [segment.id, segment]));
}

function templatesOf(program: Program | undefined): Readonly<Record<string, object>> {
  const digests = Object.entries(program?.templateDigests ?? {});
  return Object.fromEntries(digests.map(([id, text]) => [id, { text }]));
}

/** As they are stored: one of the two has been. */
function differs(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((value) => JSON.parse(JSON.stringify(value ?? null)) as JsonValue);
  return canonicalJson(one ?? null) !== canonicalJson(other ?? null);
}
