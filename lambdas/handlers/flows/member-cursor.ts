import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';

/** A profile's id is far shorter; DynamoDB takes no key that is longer. */
const LONGEST_ID = 512;

const positionSchema = z.strictObject({ segment: z.string(), after: z.string().min(1).max(LONGEST_ID) });

/** Where the next page of a segment's members begins, as an opaque cursor. */
export function encodeMemberCursor(segment: string, after: string): string {
  return Buffer.from(JSON.stringify({ segment, after })).toString('base64url');
}

/**
 * Reads after which profileId a page begins; undefined: at the beginning.
 * @throws {InvalidInputError} if it is not one that a page of this segment gave
 */
export function decodeMemberCursor(segment: string, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const position = parsePosition(cursor);
  if (position?.segment === segment) return position.after;
  throw new InvalidInputError('the cursor is none of this segment', {
    field: 'cursor',
    hint: 'Take it as it was answered, with the same segment, or leave it out to begin anew.',
  });
}

function parsePosition(cursor: string): z.infer<typeof positionSchema> | undefined {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
