import type { z } from 'zod';
import { nearestWord } from './problem/nearest-word.ts';
import { LATER_OPTION, OTHER_OPTION } from './schema/strict-object.ts';

type Issue = z.core.$ZodIssue;

/** The value was of another kind altogether: text where the option wants a mapping. */
const OTHER_KIND = 1000;
/** A key too many or too few tells more than a wrong value. */
const WRONG_KEY = 10;

/** How far a value was from one option of a union, judged by its complaints. */
function distance(issues: readonly Issue[]): number {
  const isLater = issues.some((issue) => issue.code === 'invalid_type' && issue.expected === 'never');
  const counted = isLater ? issues.filter((issue) => !issue.message.endsWith(LATER_OPTION)) : issues;
  const meant = keysMeant(counted);
  const distances = counted.filter((issue) => !meant.has(keyAtFault(issue))).map(distanceOf);
  const wrongValues = distances.filter((each) => each < WRONG_KEY).length;
  const wrongKeys = distances.filter((each) => each >= WRONG_KEY).reduce((sum, each) => sum + each, 0);
  return wrongKeys + Math.min(wrongValues, WRONG_KEY - 1);
}

/** The keys that misspelt ones were meant to be: that they are missing is the same mistake. */
function keysMeant(issues: readonly Issue[]): ReadonlySet<PropertyKey | undefined> {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => nearestWord(key, knownKeys(issue)))
      : [],
  );
  return new Set(unknown.filter((key) => key !== undefined));
}

/** The key that is missing, or whose value is at fault. */
function keyAtFault({ code, path }: Issue): PropertyKey | undefined {
  return code !== 'unrecognized_keys' && path.length === 1 ? path[0] : undefined;
}

function distanceOf(issue: Issue): number {
  const depth = issue.path.length;
  if (issue.message === OTHER_OPTION) return OTHER_KIND;
  if (issue.code === 'invalid_union' && depth === 0 && issue.errors.length > 0) {
    return Math.min(...issue.errors.map(distance));
  }
  if (issue.code === 'unrecognized_keys' && depth === 0) return WRONG_KEY * issue.keys.length;
  if (issue.code === 'invalid_type' && issue.expected === 'never') return 1;
  if (depth === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return OTHER_KIND;
  if (depth === 0 && issue.code === 'invalid_union') return OTHER_KIND;
  const isKeyWrong = issue.code === 'invalid_type' || issue.code === 'invalid_union';
  return depth === 1 && isKeyWrong ? WRONG_KEY : 1;
}

/** The complaints of the option that the author probably meant; undefined if the value is of none's kind. */
export function chooseOption(options: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  let chosen: readonly Issue[] | undefined;
  let smallest = OTHER_KIND;
  for (const issues of options) {
    const found = distance(issues);
    if (found < smallest) {
      smallest = found;
      chosen = issues;
    }
  }
  return chosen;
}

/** All keys that any option would have known. */
export function keysOfOptions(options: readonly (readonly Issue[])[]): string[] {
  const keys = new Set<string>();
  for (const issue of options.flat()) {
    if (issue.code === 'invalid_union' && issue.path.length === 0) {
      for (const key of keysOfOptions(issue.errors)) keys.add(key);
    }
    if (issue.code !== 'unrecognized_keys' || issue.path.length > 0) continue;
    for (const key of knownKeys(issue)) keys.add(key);
  }
  return [...keys];
}

/** The keys that an object could have had, as `strictObject` lists them. */
export function knownKeys(issue: z.core.$ZodIssueUnrecognizedKeys): string[] {
  return issue.message.split(',').filter((key) => key !== LATER_OPTION);
}
