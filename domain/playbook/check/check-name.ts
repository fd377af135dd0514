import { hintForUnknown } from '../problem/nearest-word.ts';
import type { PathStep, Problem } from '../problem/problem.ts';

/** All names that a playbook's files may use of each other. */
export interface Names {
  readonly segments: ReadonlySet<string>;
  readonly campaigns: ReadonlySet<string>;
  readonly templates: ReadonlySet<string>;
  /** Purposes and channels of the playbook's consent. */
  readonly purposes: ReadonlySet<string>;
  readonly destinations: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  readonly venues: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
  /** Traits that are computed. */
  readonly computed: ReadonlySet<string>;
  /** What campaigns are about; absent where one of them cannot be read. */
  readonly topics?: ReadonlySet<string>;
  /** Campaigns that have no goal. */
  readonly withoutGoal: ReadonlySet<string>;
  /** Whether email has an address to come from. */
  readonly hasEmail: boolean;
  /** Whether there is an application to push to. */
  readonly hasPush: boolean;
  /** Whether the playbook says what a visit is. */
  readonly hasVisit: boolean;
}

/**
 * So many comparisons with the same names: a hundred searches among ten thousand. Whoever misspells more of them has read
 * enough hints.
 */
const MOST_COMPARISONS = 1_000_000;
const COMPARISONS = new WeakMap<ReadonlySet<string>, number>();

/** A problem unless the name is among those that are known. The first of very many problems have hints, the rest do without. */
export function checkName(
  what: string,
  name: string,
  known: ReadonlySet<string>,
  place: { readonly file: string; readonly path: readonly PathStep[]; readonly at?: 'key' | 'value' },
): Problem[] {
  if (known.has(name)) return [];
  const hint = hintAmong(known, name);
  const message = `unknown ${what} \`${name}\``;
  return [{ file: place.file, path: place.path, at: place.at ?? 'value', message, ...(hint && { hint }) }];
}

function hintAmong(known: ReadonlySet<string>, name: string): string | undefined {
  const comparisons = COMPARISONS.get(known) ?? 0;
  if (comparisons >= MOST_COMPARISONS) return undefined;
  COMPARISONS.set(known, comparisons + known.size);
  return hintForUnknown(name, [...known]);
}
