import { checkReferences } from '../check/check-references.ts';
import { compilePlaybook } from '../compile-playbook.ts';
import { loadPlaybook } from '../load-playbook.ts';
import { changesIn, type FileChange, patchPlaybook } from '../patch-playbook.ts';
import type { PlaybookFile, PlaybookSource } from '../playbook-source.ts';
import { hintForUnknown, nearestWord } from '../problem/nearest-word.ts';
import type { PathStep, Problem } from '../problem/problem.ts';
import type { Program } from '../program/program.ts';
import type { DeploySource } from '../schema/deploy-schema.ts';

/** A deploy of a story, and where it stands. */
export interface WrittenDeploy {
  readonly deploy: DeploySource;
  readonly file: string;
  readonly path: readonly PathStep[];
}

/** Another version of a playbook, or what is wrong with it, said where the deploy stands. */
export type CompiledDeploy =
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Compiles the version of a playbook that a story deploys.
 * @param files of a playbook that is in order, without its stories
 * @param check what else is to be looked at
 * @param now milliseconds since the epoch
 */
export function compileDeploy(
  files: readonly PlaybookFile[],
  written: WrittenDeploy,
  check: (source: PlaybookSource) => readonly Problem[],
  now: number,
): CompiledDeploy {
  const changes = changesIn(written.deploy);
  const unknown = [...unknownFiles(files, changes), ...unknownKeys(files, changes)];
  const patched = patchPlaybook(files, changes);
  const { source, declared, problems } = loadPlaybook(patched);
  const others = source === undefined ? [] : [...checkReferences(source, declared, now), ...check(source)];
  const all = [...unknown, ...[...problems, ...others].filter((each) => !isSaidBy(unknown, each))];
  const found = all.filter(({ isWarning }) => isWarning !== true);
  if (source === undefined || found.length > 0)
    return { kind: 'problems', problems: found.map((problem) => moved(problem, written, changes)) };
  const texts = Object.fromEntries(patched.map(({ path, text }) => [path, text]));
  return { kind: 'program', program: compilePlaybook(source, texts) };
}

/** Files that were probably meant to be others: there is no such one, and another is called nearly so. */
function unknownFiles(files: readonly PlaybookFile[], changes: readonly FileChange[]): Problem[] {
  return changes.flatMap(({ file, path: [folder = '', id = ''], change }) => {
    if (folder === 'playbook' || files.some(({ path }) => path === file)) return [];
    const prefix = `${folder}/`;
    const ids = files.flatMap(({ path }) =>
      path.startsWith(prefix) ? path.slice(prefix.length, -'.yaml'.length) : [],
    );
    const isMeant = change === null || nearestWord(String(id), ids) !== undefined;
    const isWhole = loadPlaybook([{ path: file, text: '', data: change }]).problems.length <= 1;
    if (!isMeant || (change !== null && isWhole)) return [];
    const hint = hintForUnknown(String(id), ids);
    const message = `unknown ${String(folder).slice(0, -1)} \`${id}\``;
    return [{ file, path: [], at: 'key', message, ...(hint !== undefined && { hint }) }];
  });
}

/** Keys that are taken out of files that do not have them. */
function unknownKeys(files: readonly PlaybookFile[], changes: readonly FileChange[]): Problem[] {
  return changes.flatMap(({ file, change }) => {
    const own = files.find(({ path }) => path === file)?.data;
    if (own === undefined || typeof change !== 'object' || change === null) return [];
    const keys = Object.keys(own as object);
    const missing = Object.entries(change).filter(([key, value]) => value === null && !keys.includes(key));
    return missing.map(([key]): Problem => {
      const message = `\`${file}\` has no key \`${key}\` to take out`;
      const hint = hintForUnknown(key, keys);
      return { file, path: [key], at: 'key', message, ...(hint !== undefined && { hint }) };
    });
  });
}

function isSaidBy(unknown: readonly Problem[], { file }: Problem): boolean {
  return unknown.some((each) => each.file === file);
}

/** A problem of a changed file stands where the change is written; one of another is the deploy's own. */
function moved(problem: Problem, { file, path }: WrittenDeploy, changes: readonly FileChange[]): Problem {
  const change = changes.find((each) => each.file === problem.file);
  if (change !== undefined) return { ...problem, file, path: [...path, ...change.path, ...problem.path] };
  return {
    ...problem,
    file,
    path,
    at: 'value',
    message: `with this deploy, \`${problem.file}\`: ${problem.message}`,
  };
}
