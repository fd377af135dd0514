import * as z from 'zod';
import { InvalidInputError } from '../../../domain/error/maitred-error.ts';
import type { StaticList } from '../../../domain/list/list-load.ts';

/** No name of a row is longer. */
const LONGEST_NAME = 100;

const positionSchema = z.strictObject({
  ordinal: z.int(),
  after: z.string().min(1).max(LONGEST_NAME),
  members: z.int().min(0),
});

/** How far the end of a load has come: after which row, and how many stay until there. */
export interface ListPosition {
  readonly after: string | undefined;
  readonly members: number;
}

/** Null where there is nothing more. */
export function encodeListCursor(
  { ordinal }: StaticList,
  after: string | null,
  members: number,
): string | null {
  if (after === null) return null;
  return Buffer.from(JSON.stringify({ ordinal, after, members })).toString('base64url');
}

/** Without a cursor, the beginning. @throws {InvalidInputError} if it is not one that this load gave */
export function decodeListCursor({ ordinal }: StaticList, cursor: string | undefined): ListPosition {
  if (cursor === undefined) return { after: undefined, members: 0 };
  const position = parsePosition(cursor);
  if (position?.ordinal === ordinal) return position;
  throw new InvalidInputError('the cursor is none of this load', {
    field: 'cursor',
    hint: 'Take it as it was answered, or leave it out to begin anew.',
  });
}

function parsePosition(cursor: string): z.infer<typeof positionSchema> | undefined {
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    return undefined;
  }
}
