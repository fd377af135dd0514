import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * Says in plain words what a schema without words of its own expected: "text", "a list of at most 100 entries".
 * @returns undefined where the schema has said it in its own words
 */
export function plainExpectation(issue: Issue): string | undefined {
  if (!/^(Invalid|Too (big|small)\b)/u.test(issue.message)) return undefined;
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map(String).join(' or ');
    case 'too_small':
      return bounded(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, 'at most', issue.maximum);
    case 'invalid_union':
      return ofUnion(issue);
    default:
      return 'something else';
  }
}

function bounded(origin: string, bound: 'at least' | 'at most', limit: number | bigint): string {
  const isNothing = bound === 'at least' && Number(limit) === 1;
  if (origin === 'string')
    return isNothing ? 'text that is not empty' : `text of ${bound} ${limit} characters`;
  if (origin === 'array')
    return isNothing ? 'a list that is not empty' : `a list of ${bound} ${limit} entries`;
  return `a number of ${bound} ${limit}`;
}

/** An option that was of the right kind tells what was wrong with it; otherwise all kinds are told. */
function ofUnion({ errors }: z.core.$ZodIssueInvalidUnion): string {
  const first = errors.flatMap((issues) => issues.slice(0, 1));
  const closest = first.filter((issue) => issue.code !== 'invalid_type' || issue.path.length > 0);
  const words = (closest.length > 0 ? closest : first).map((each) => plainExpectation(each) ?? each.message);
  return [...new Set(words)].join(' or ') || 'something else';
}
