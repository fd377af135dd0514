import type { z } from 'zod';
import { plainExpectation } from '../../error/plain-expectation.ts';
import { knownKeys } from '../choose-option.ts';
import { LATER_OPTION, NOT_YET } from '../schema/strict-object.ts';
import { describeValue } from './describe-value.ts';
import { explainUnion, explainUnknownKeys } from './explain-union.ts';
import { hintForValue } from './hint-for-value.ts';
import { nearestWord } from './nearest-word.ts';
import type { PathStep, ProblemInFile } from './problem.ts';

type Issue = z.core.$ZodIssue;

/**
 * Makes sentences of a playbook schema's complaints: what was found, what was expected, and a hint.
 * @param data the value that was validated: what was found is read from it
 * @param base the path at which that value stands in its file
 */
export function explainIssues(
  issues: readonly Issue[],
  data: unknown,
  base: readonly PathStep[] = [],
): ProblemInFile[] {
  const explained = withoutEchoes(issues, data).flatMap((issue) => explainIssue(issue, data));
  return explained.map((problem) => ({ ...problem, path: [...base, ...problem.path] }));
}

/** Drops what only repeats another complaint: see each case. */
function withoutEchoes(issues: readonly Issue[], data: unknown): Issue[] {
  const refused = new Set(issues.filter(isLaterKey).map((issue) => keyOf(issue.path.slice(0, -1))));
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const withUnknown = new Set(unknown.map((issue) => keyOf(issue.path)));
  const meant = new Set(
    unknown.flatMap((issue) =>
      issue.keys.map((key) => keyOf([...issue.path, nearestWord(key, knownKeys(issue)) ?? ''])),
    ),
  );
  return issues.filter((issue) => {
    const here = keyOf(issue.path);
    // What belongs to a kind that is not supported yet is no second mistake.
    if (issue.code === 'unrecognized_keys')
      return !(refused.has(here) && issue.message.endsWith(LATER_OPTION));
    // The object lacks something because a key in it is misspelt.
    if (issue.code === 'custom' && withUnknown.has(here)) return false;
    return isLaterKey(issue) || valueAt(data, issue.path) !== undefined || !meant.has(here);
  });
}

const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path);
const isLaterKey = (issue: Issue): boolean => issue.code === 'invalid_type' && issue.expected === 'never';

function explainIssue(issue: Issue, data: unknown): ProblemInFile[] {
  const path = issue.path as PathStep[];
  const found = valueAt(data, path);
  if (isLaterKey(issue)) return [{ path, at: 'key', message: `\`${String(path.at(-1))}\` is ${NOT_YET}` }];
  if (issue.code === 'unrecognized_keys') return explainUnknownKeys(path, issue.keys, knownKeys(issue));
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? 'another key';
    return [{ path, at: 'key', message: `expected ${expected}, found \`${String(path.at(-1))}\`` }];
  }
  if (issue.code === 'invalid_union') {
    const explained = explainUnion(issue.errors, found, path, explainIssues);
    if (explained !== undefined) return explained;
  }
  if (isSentence(issue)) {
    const hint = issue.code === 'custom' ? (issue.params?.hint as string | undefined) : undefined;
    return [{ path, at: 'value', message: issue.message, ...(hint !== undefined && { hint }) }];
  }
  const expected = plainExpectation(issue) ?? issue.message;
  if (found === undefined && path.length > 0) {
    const key = String(path.at(-1));
    const beside = valueAt(data, path.slice(0, -1));
    const isPlural = typeof beside === 'object' && beside !== null && Object.hasOwn(beside, `${key}s`);
    const hint = isPlural ? `write \`${key}\` instead of \`${key}s\`` : `it must be ${expected}`;
    return [{ path: path.slice(0, -1), at: 'value', message: `\`${key}\` is missing`, hint }];
  }
  const message = `expected ${expected}, found ${describeValue(found)}`;
  const words =
    issue.code === 'invalid_value' ? issue.values.filter((value) => typeof value === 'string') : [];
  const hint = hintForValue(expected, found, keyBeside(path), words);
  return [{ path, at: 'value', message, ...(hint !== undefined && { hint }) }];
}

/** The key that a value stands beside, or the list in which it does. */
function keyBeside(path: readonly PathStep[]): string {
  return String(path.findLast((step) => typeof step === 'string') ?? '');
}

/** Some messages say it all; the others are what was expected (see `strictObject`). */
function isSentence(issue: Issue): boolean {
  return issue.message.endsWith(NOT_YET) || (issue.code === 'custom' && issue.params?.sentence === true);
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
