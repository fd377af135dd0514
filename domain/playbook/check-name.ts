import { hintForUnknown } from './nearest-word.ts';
import type { PathStep, Problem } from './problem.ts';

/** All names that a playbook's files may use of each other. */
export interface Names {
  readonly segments: readonly string[];
  readonly campaigns: readonly string[];
  readonly templates: readonly string[];
  /** Purposes and channels of the playbook's consent. */
  readonly purposes: readonly string[];
  readonly destinations: readonly string[];
  readonly roles: readonly string[];
  readonly venues: readonly string[];
  readonly namespaces: readonly string[];
  /** Whether email has an address to come from. */
  readonly hasEmail: boolean;
  /** Whether there is an application to push to. */
  readonly hasPush: boolean;
}

/** A problem unless the name is among those that are known. */
export function checkName(
  what: string,
  name: string,
  known: readonly string[],
  place: { readonly file: string; readonly path: readonly PathStep[]; readonly at?: 'key' | 'value' },
): Problem[] {
  if (known.includes(name)) return [];
  const hint = hintForUnknown(name, known);
  const message = `unknown ${what} \`${name}\``;
  return [{ file: place.file, path: place.path, at: place.at ?? 'value', message, ...(hint && { hint }) }];
}
