import type * as z from 'zod';
import { InvalidInputError } from '../error/maitred-error.ts';

/** Says the first thing that a schema found wrong, with the field it found it in. */
export function invalidShape(error: z.ZodError): InvalidInputError {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'the shape is wrong';
  return field === ''
    ? new InvalidInputError(message)
    : new InvalidInputError(`${field}: ${message}`, { field });
}
