import { MAXIMUM_SEEN_TRAITS } from '../domain/event/seen-names.ts';
import { hintForUnknown } from '../domain/playbook/problem/nearest-word.ts';
import type { ApiClient } from './api-client.ts';
import { callPatiently, type Wait } from './call-patiently.ts';
import { CommandError } from './command-error.ts';
import { readSeenNames } from './read-seen-names.ts';

/** What the active playbook names of a guest. */
export interface NamedColumns {
  readonly namespaces: readonly string[];
  readonly computedTraits: readonly string[];
}

/**
 * Refuses columns that nothing could ever fill: a misspelt one would be empty for everybody.
 * @throws CommandError naming the first that is no namespace and no trait, with the nearest that is
 */
export async function checkColumns(
  { api, wait }: { readonly api: ApiClient; readonly wait: Wait },
  columns: readonly string[],
  { namespaces, computedTraits }: NamedColumns,
): Promise<void> {
  const declared = new Set([...namespaces, ...computedTraits]);
  if (columns.every((name) => declared.has(name))) return;
  const { traits: paths } = await callPatiently(wait, () => readSeenNames(api));
  if (paths.size >= MAXIMUM_SEEN_TRAITS) return; // no more are noted: it may be one of the others
  const traits = [...paths].map((path) => path.split('.')[0] ?? path);
  const known = new Set([...declared, ...traits]);
  const unknown = columns.find((name) => !known.has(name));
  if (unknown === undefined) return;
  throw new CommandError(`--columns: there is no identifier or trait \`${unknown}\``, {
    hint: hintForUnknown(unknown, [...known]),
  });
}
