import type * as z from 'zod';
import { InvalidInputError } from '../error/maitred-error.ts';
import { plainExpectation } from '../error/plain-expectation.ts';

type Issue = z.core.$ZodIssue;

/**
 * Says the first thing that a schema found wrong, with the field it found it in. A schema's own message is read after the
 * field's name: "must have no control characters".
 */
export function invalidShape(error: z.ZodError): InvalidInputError {
  const [issue] = error.issues;
  if (issue === undefined) return new InvalidInputError('the shape is wrong');
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    const field = [...path, issue.keys[0]].join('.');
    return new InvalidInputError(`${field} is not known here`, { field });
  }
  const field = path.join('.');
  const sentence = isMissing(issue) ? 'is missing' : complaint(issue);
  return field === ''
    ? new InvalidInputError(`the body ${sentence}`)
    : new InvalidInputError(`${field} ${sentence}`, { field });
}

/** Null says as little as nothing. */
function isMissing(issue: Issue): boolean {
  if (issue.code === 'invalid_union') {
    return (
      issue.errors.length > 0 && issue.errors.every(([first]) => first !== undefined && isMissing(first))
    );
  }
  return issue.code === 'invalid_type' && /received (undefined|null)$/u.test(issue.message);
}

function complaint(issue: Issue): string {
  const expected = plainExpectation(issue);
  return expected === undefined ? issue.message : `must be ${expected}`;
}
