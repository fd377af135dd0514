import { hintForUnknown } from './nearest-word.ts';
import type { PathStep, Problem } from './problem.ts';

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
  /** Whether email has an address to come from. */
  readonly hasEmail: boolean;
  /** Whether there is an application to push to. */
  readonly hasPush: boolean;
  /** Whether the playbook says what a visit is. */
  readonly hasVisit: boolean;
}

/** A problem unless the name is among those that are known. */
export function checkName(
  what: string,
  name: string,
  known: ReadonlySet<string>,
  place: { readonly file: string; readonly path: readonly PathStep[]; readonly at?: 'key' | 'value' },
): Problem[] {
  if (known.has(name)) return [];
  const hint = hintForUnknown(name, [...known]);
  const message = `unknown ${what} \`${name}\``;
  return [{ file: place.file, path: place.path, at: place.at ?? 'value', message, ...(hint && { hint }) }];
}
