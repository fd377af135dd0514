import * as z from 'zod';

const LONGEST_CURSOR = 1_024;

/** Fields of a body that asks for the next people of a part of all. @param most parts that may be read side by side */
export function pageFields({ mostSegments, longestPage }: { mostSegments: number; longestPage: number }) {
  return {
    cursor: z.string().min(1).max(LONGEST_CURSOR).optional().meta({ description: 'From the page before.' }),
    segment: z
      .int()
      .min(0)
      .max(mostSegments - 1)
      .optional(),
    segments: z.int().min(1).max(mostSegments).optional(),
    limit: z.int().min(1).max(longestPage).optional(),
  };
}

/** For `refine`: a part is below the number of parts. */
export function isWithinSegments({
  segment = 0,
  segments = 1,
}: {
  readonly segment?: number | undefined;
  readonly segments?: number | undefined;
}): boolean {
  return segment < segments;
}

export const NOT_WITHIN_SEGMENTS = { path: ['segment'], error: 'must be below segments' };
