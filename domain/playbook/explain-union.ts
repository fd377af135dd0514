import type { z } from 'zod';
import { chooseOption, keysOfOptions } from './choose-option.ts';
import { hintForUnknown } from './nearest-word.ts';
import type { PathStep, ProblemInFile } from './problem.ts';
import { NOT_YET } from './schema/strict-object.ts';

type Issues = readonly z.core.$ZodIssue[];

/** Makes sentences of complaints: see `explainIssues`. */
type Explain = (issues: Issues, data: unknown, base: readonly PathStep[]) => ProblemInFile[];

/**
 * Explains why a value is none of several kinds, by the one that was probably meant.
 * @returns undefined if it resembles none
 */
export function explainUnion(
  options: readonly Issues[],
  found: unknown,
  path: PathStep[],
  explain: Explain,
): ProblemInFile[] | undefined {
  const chosen = isEmptyMapping(found) ? undefined : chooseOption(options);
  if (chosen === undefined) return undefined;
  const unknown = chosen.flatMap((each) =>
    each.code === 'unrecognized_keys' && each.path.length === 0 ? each.keys : [],
  );
  if (unknown.length === 0 || isLater(chosen)) return explain(chosen, found, path);
  const known = keysOfOptions(options);
  const written = Object.keys(found as object);
  if (unknown.length === written.length) return explainUnknownKeys(path, unknown, known);
  const misplaced = new Set(unknown.filter((key) => known.includes(key)));
  const joined = known.includes('all') && { hint: 'join two conditions with `all: [ … ]`' };
  const company = written.filter((key) => !unknown.includes(key));
  return explain(chosen, found, path).map((problem) => {
    const key = String(problem.path[path.length]);
    const isMisplaced = problem.path.length === path.length + 1 && misplaced.has(key);
    return isMisplaced ? { ...problem, message: doesNotGo(key, company), ...joined } : problem;
  });
}

/** One problem for each key that is none. */
export function explainUnknownKeys(
  path: PathStep[],
  keys: readonly string[],
  known: readonly string[],
): ProblemInFile[] {
  return keys.map((key) => {
    const hint = hintForUnknown(key, known);
    return { path: [...path, key], at: 'key', message: `unknown key \`${key}\``, ...(hint && { hint }) };
  });
}

function doesNotGo(key: string, company: readonly string[]): string {
  return `\`${key}\` does not go with ${company.map((other) => `\`${other}\``).join(', ')}`;
}

function isLater(issues: Issues): boolean {
  return issues.some(({ message }) => message === NOT_YET);
}

/** It is as far from every option: none was meant more than the others. */
function isEmptyMapping(found: unknown): boolean {
  const isMapping = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isMapping && Object.keys(found).length === 0;
}
