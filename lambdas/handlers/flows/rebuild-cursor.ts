import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { ScanPosition } from '../../adapters/profile-scan.ts';

/** A profile's id is far shorter; DynamoDB takes no key that is longer. */
const LONGEST_ID = 512;

const positionSchema = z.strictObject({
  segment: z.int(),
  segments: z.int(),
  after: z.string().min(1).max(LONGEST_ID),
});

/** Where the next page begins, as an opaque cursor; null where there is none. */
export function encodeRebuildCursor(
  { segment, segments }: Pick<ScanPosition, 'segment' | 'segments'>,
  last: string | null,
): string | null {
  if (last === null) return null;
  return Buffer.from(JSON.stringify({ segment, segments, after: last })).toString('base64url');
}

/**
 * Reads where a page begins; without a cursor, at the segment's beginning.
 * @throws {InvalidInputError} if it is not one that a page of this segment gave
 */
export function decodeRebuildCursor(
  { segment, segments }: Pick<ScanPosition, 'segment' | 'segments'>,
  cursor: string | undefined,
): ScanPosition {
  if (cursor === undefined) return { segment, segments, after: undefined };
  const position = parsePosition(cursor);
  if (position?.segment === segment && position.segments === segments) return position;
  throw new InvalidInputError('the cursor is none of this segment', {
    field: 'cursor',
    hint: 'Take it as it was answered, with the same segment and segments, or leave it out to begin anew.',
  });
}

function parsePosition(cursor: string): z.infer<typeof positionSchema> | undefined {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
