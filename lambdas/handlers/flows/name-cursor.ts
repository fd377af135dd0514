import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';

/** Longer keys DynamoDB does not take. */
const LONGEST_KEY = 512;

const positionSchema = z.strictObject({ after: z.string().min(1).max(LONGEST_KEY) });

/** Where the next page of names begins, as an opaque cursor. */
export function encodeNameCursor(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString('base64url');
}

/** Without a cursor, the beginning. @throws {InvalidInputError} if it is not one that this list gave */
export function decodeNameCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString())).after;
  } catch {
    throw new InvalidInputError('the cursor is not one that this list gave', {
      field: 'cursor',
      hint: 'Take it as it was answered, or leave it out to begin anew.',
    });
  }
}
