import * as z from 'zod';
import { InvalidInputError } from '../../domain/error/maitred-error.ts';

/** Sorts after every event that was sent without a timestamp and before every date. */
export const AFTER_UNDATED = '-$';
/** No sort key is longer. */
const LONGEST_SORT_BYTES = 1024;

/** A reading that began anywhere else the store would refuse, as a fault of ours. */
const datedSort = z
  .string()
  .refine((sort) => sort >= AFTER_UNDATED && Buffer.byteLength(sort) <= LONGEST_SORT_BYTES);

const positionSchema = z.object({
  /** By identifier: the sort key of the last event given; null: there are no more. Absent: from the newest. */
  dated: z.record(z.string(), datedSort.nullable()),
  /** Time and messageId of the last event given that was sent without a timestamp. */
  undated: z.tuple([z.number(), z.string()]).nullable(),
});

/** How far a reader has come in a timeline that is read from several partitions. */
export type TimelinePosition = z.infer<typeof positionSchema>;

/** Turns a position into an opaque cursor. */
export function encodePosition(position: TimelinePosition): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor; without one, the beginning. @throws {InvalidInputError} if it is not one of ours */
export function decodePosition(cursor: string | undefined): TimelinePosition {
  if (cursor === undefined) return { dated: {}, undated: null };
  try {
    return positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new InvalidInputError('the cursor is not one that this list gave', {
      field: 'cursor',
      hint: 'Take it as it was answered, or leave it out to begin anew.',
    });
  }
}
