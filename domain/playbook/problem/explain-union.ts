import type { z } from 'zod';
import { chooseOption, keysOfOptions } from '../choose-option.ts';
import { NOT_YET } from '../schema/strict-object.ts';
import { hintForKey } from './hint-for-key.ts';
import type { PathStep, ProblemInFile } from './problem.ts';

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
  const joined = hintForTwo(known);
  const company = written.filter((key) => !unknown.includes(key));
  return explain(chosen, found, path).map((problem) => {
    const key = String(problem.path[path.length]);
    const isMisplaced = problem.path.length === path.length + 1 && misplaced.has(key);
    return isMisplaced
      ? { ...problem, message: doesNotGo(key, company), ...(joined && { hint: joined }) }
      : problem;
  });
}

/** One problem for each key that is none. */
export function explainUnknownKeys(
  path: PathStep[],
  keys: readonly string[],
  known: readonly string[],
): ProblemInFile[] {
  return keys.map((key) => {
    const hint = hintForKey(key, known);
    return { path: [...path, key], at: 'key', message: `unknown key \`${key}\``, ...(hint && { hint }) };
  });
}

/** What to do where two stand that are each one by itself. */
function hintForTwo(known: readonly string[]): string | undefined {
  if (known.includes('all')) return 'join two conditions with `all: [ … ]`';
  if (known.includes('wait') && known.includes('send'))
    return 'each is a step by itself: begin it with a `- `';
  if (known.includes('schedule') && known.includes('date'))
    return 'of two triggers write a list: `[{ … }, { … }]`; what must hold besides is asked in `if`';
  return undefined;
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
